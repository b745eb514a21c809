"""Data files beside the page. Each is replaced as a whole, or not at all."""

import json
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from propbench.bench.claims.runs import exported
from propbench.bench.plain_text import visible
from propbench.bench.results import SCHEMA, write_atomically
from propbench.reports.frame import Frames
from propbench.reports.frame.training import COLUMNS as CONVERGENCE
from propbench.reports.halves import in_halves


def write(frames: Frames, out: Path) -> None:
    """Write FILES. Raises OSError when the folder cannot be written."""
    in_halves(lambda name: write_atomically(out / name, _FILES[name][1](frames)), list(_FILES))


def csv_text(table: pd.DataFrame) -> str:
    """A table as CSV that is safe to open, in an editor or as a spreadsheet."""
    text = table.select_dtypes(exclude=["number", "bool"])
    safe = table.assign(**{str(name): _inert(column) for name, column in text.items()})
    return visible(str(safe.to_csv(index=False, lineterminator="\n")))


def _inert(column: pd.Series) -> pd.Series:
    """Text that a spreadsheet would run as a formula gets a quote in front."""
    return column.map({value: _quoted(value) for value in column.unique()})


def _quoted(value: object) -> object:
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return value


def _cells(frames: Frames) -> pd.DataFrame:
    return frames.cells.reset_index(drop=True)


def _json(frames: Frames) -> str:
    run = frames.run.model_dump(exclude={"implementations", "cases", "files"})
    rows = [{key: as_json(row[key]) for key in row} for row in _cells(frames).to_dict("records")]
    content = {"schema_version": SCHEMA, "run": run, "cells": rows}
    return visible(json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False)) + "\n"


def as_json(value: object) -> object:
    """A value that JSON knows; what is missing is null."""
    item = getattr(value, "item", None)
    plain = item() if callable(item) else value
    return None if isinstance(plain, float) and not math.isfinite(plain) else plain


def _parquet(table: pd.DataFrame) -> bytes:
    # However text is held here, the file says what pandas holds it in by itself.
    text = {
        name: pd.StringDtype("pyarrow", na_value=np.nan)
        for name, column in table.items()
        if isinstance(column.dtype, pd.StringDtype)
    }
    return table.astype(text).to_parquet(index=False)


_FILES: dict[str, tuple[str, Callable[[Frames], str | bytes]]] = {
    "summary.csv": ("every cell, one row each", lambda frames: csv_text(_cells(frames))),
    "summary.parquet": ("the same, for pandas and R", lambda frames: _parquet(_cells(frames))),
    "summary.json": ("the same, with the run's own facts", _json),
    "convergence.csv": (
        "every reported training run that was judged, one row each",
        lambda frames: csv_text(frames.training[CONVERGENCE].drop_duplicates()),
    ),
    exported.FILE: (
        "every claim: its word, estimates, tasks, comparisons, and forecast",
        lambda frames: exported.as_text(frames.claims),
    ),
}
FILES = {name: words for name, (words, _) in _FILES.items()}
"""What each file has, by its name."""
