"""How files are written so that nothing is lost: whole or not at all, by one writer at a time."""

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from propbench.bench.exits import CANNOT_JUDGE, CommandError
from propbench.bench.locks import claim, locked
from propbench.bench.results.records import Record

UNFINISHED = ".unfinished"


class ResultError(CommandError):
    """A result file cannot be used; the message names the file and the field."""

    code = CANNOT_JUDGE


def read_bytes(path: Path, most_bytes: int) -> bytes:
    """What is in a file. Raises ResultError on one that is larger, before it is read, on what is
    no file, as a pipe that nobody writes to, and on what cannot be read."""
    where = f"{path.parent.name}/{path.name}"
    try:
        if not path.is_file():
            raise ResultError(f"{where} is no file")
        if path.stat().st_size > most_bytes:
            raise ResultError(f"{where} is larger than {most_bytes >> 20} MiB")
        return path.read_bytes()
    except OSError as error:
        raise ResultError(f"{where} cannot be read: {error.strerror}") from error


def read_text(path: Path, most_bytes: int) -> str:
    """The same as text. Raises ResultError on what is no UTF-8, too."""
    try:
        return read_bytes(path, most_bytes).decode("utf-8")
    except UnicodeDecodeError as error:
        raise ResultError(f"{path.parent.name}/{path.name} is no text: {error}") from error


def write_atomically(path: Path, content: str | bytes) -> None:
    """Old file or new file, never a mix, whatever happens in between."""
    _remove_abandoned(path.parent.glob(f".*{UNFINISHED}"))
    beside = path.with_name(f".{path.name}-{secrets.token_hex(4)}{UNFINISHED}")
    try:
        # Not tempfile, whose files nobody else may read whatever the umask says.
        with beside.open("xb") as file:
            if not claim(beside, file.fileno()):
                return write_atomically(path, content)
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
            beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def remove_unfinished(folder: Path) -> None:
    """Remove, at any depth, what writers left that were killed while they wrote."""
    _remove_abandoned(folder.rglob(f".*{UNFINISHED}"))


def _remove_abandoned(files: Iterable[Path]) -> None:
    for file in files:
        # Others may remove it, too, and where there are no locks nobody knows.
        with suppress(OSError), locked(file) as abandoned:
            if abandoned:
                file.unlink()


def append(path: Path, record: Record) -> None:
    """Add one line and see it through to the disk."""
    append_all(path, [record])


def append_all(path: Path, records: Iterable[Record]) -> None:
    """Add a line for each record and see them through to the disk together."""
    append_lines(path, _as_lines(records))


def append_whole(path: Path, records: Iterable[Record]) -> None:
    """Add a line for each record, all of them or none: for those that are measured together, and
    files that are small, as all of it is written again."""
    before = path.read_bytes() if path.exists() else b""
    write_atomically(path, before + _as_lines(records))


def _as_lines(records: Iterable[Record]) -> bytes:
    return "".join(f"{record.model_dump_json()}\n" for record in records).encode()


def append_lines(path: Path, lines: bytes) -> None:
    """Add whole lines and see them through to the disk."""
    with path.open("ab") as file:
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())


def drop_torn_line(path: Path) -> None:
    """Cut off a last line that an interruption left unfinished; for `--resume` only."""
    if not path.exists():
        return
    text = path.read_bytes()
    whole = text[: text.rfind(b"\n") + 1]
    if whole != text:
        write_atomically(path, whole)


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Be the only process that writes to a run; a lock that ends with its owner, however it ends.

    Raises ResultError where another process is.
    """
    with locked(folder) as ours:
        if not ours:
            raise ResultError(
                f"{folder.name} is being measured by another process: wait for it, or end it"
            )
        yield
