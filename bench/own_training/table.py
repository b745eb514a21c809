"""A user's table: a CSV file as columns of text by name, or a DataFrame. Nothing is guessed."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from propbench.bench.exits import CANNOT_JUDGE, CommandError, UsageError

SEPARATORS = ",;\t"


class DataError(CommandError):
    """The data cannot be trained on; the message says why, and where."""

    code = CANNOT_JUDGE


def table(data: object) -> pd.DataFrame:
    """The columns of a CSV file by its path, or of a DataFrame; their names are text, each once.

    Raises DataError on what is no table, OSError on a file that cannot be read, UsageError on
    anything else.
    """
    if isinstance(data, pd.DataFrame):
        named = data.set_axis([str(name).strip() for name in data.columns], axis=1)
        _check_names(named.columns.tolist())
        return named.reset_index(drop=True)
    if isinstance(data, str | Path):
        return _of_file(Path(data))
    raise UsageError(f"data: got {type(data).__name__}, expected a path or a pandas DataFrame")


def some(names: Sequence[str], most: int = 20) -> str:
    """Names in a list, on one line, cut short where it would fill the screen."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    listed = ", ".join(names[:most])
    return f"{''.join(c if c.isprintable() else repr(c)[1:-1] for c in listed)}{more}"


def _of_file(path: Path) -> pd.DataFrame:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(
            f"{path}: byte {error.start + 1} is not UTF-8; save the file as UTF-8"
        ) from None
    try:
        names, *rows = _rows(text) or [[]]
        _check_names(names)
    except DataError as error:
        raise DataError(f"{path}: {error}") from None
    return pd.DataFrame(rows, columns=names, dtype=str)


def _rows(text: str) -> list[list[str]]:
    """The header and the examples. The separator is the one that the header has most of."""
    header = text.partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=max(SEPARATORS, key=header.count), strict=True
    )
    try:
        return list(_filled(reader))
    except csv.Error as error:
        raise DataError(f"line {reader.line_num}: {error}") from None


def _filled(reader: Any) -> Iterator[list[str]]:
    """Lines of csv.reader that are not blank, all as long as the first."""
    expected = 0
    for cells in reader:
        if not any(map(str.strip, cells)):
            continue
        expected = expected or len(cells)
        if len(cells) != expected:
            raise DataError(
                f"line {reader.line_num} has {len(cells)} fields, and the header has {expected}"
            )
        yield [cell.strip() for cell in cells]


def _check_names(names: Sequence[str]) -> None:
    if not names:
        raise DataError("is empty, expected names of columns and then examples")
    if not all(names):
        raise DataError(
            f"column {list(names).index('') + 1} has no name; "
            "an index need not be written: to_csv(..., index=False)"
        )
    if all(map(_is_number, names)):
        raise DataError("the first line has numbers alone, expected the names of the columns")
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise DataError(f"there is more than one column named {some(twice)}")


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
