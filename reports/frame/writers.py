"""Data files beside the page. Each is replaced as a whole, or not at all."""

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd

from propbench.bench.claims.runs import exported
from propbench.bench.plain_text import visible
from propbench.bench.results import SCHEMA, write_atomically
from propbench.reports.frame import Frames
from propbench.reports.frame.training import COLUMNS as CONVERGENCE

FILES = {
    "summary.csv": "every cell, one row each",
    "summary.parquet": "the same, for pandas and R",
    "summary.json": "the same, with the run's own facts",
    "convergence.csv": "every reported training run that was judged, one row each",
    exported.FILE: "every claim: its word, estimates, tasks, comparisons, and forecast",
}


def write(frames: Frames, out: Path) -> None:
    """Write FILES. Raises OSError when the folder cannot be written."""
    cells = frames.cells.reset_index(drop=True)
    write_atomically(out / "summary.csv", csv_text(cells))
    write_atomically(out / "summary.parquet", _parquet(cells))
    write_atomically(out / "summary.json", _json(frames, cells))
    write_atomically(
        out / "convergence.csv", csv_text(frames.training[CONVERGENCE].drop_duplicates())
    )
    exported.write(frames.claims, out)


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


def _json(frames: Frames, cells: pd.DataFrame) -> str:
    run = frames.run.model_dump(exclude={"implementations", "cases", "files"})
    rows = [{key: as_json(row[key]) for key in row} for row in cells.to_dict("records")]
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
