"""Seconds per call of dot, affine and broadcasting, at their largest size."""

import pandas as pd

from propbench.bench.numbers import count
from propbench.impls.contract import PRIMITIVES
from propbench.reports.drawing import SECONDS, Axis, Facets, FigureSpec, Names, limits, points
from propbench.reports.facts.cells import TIMED, pick
from propbench.reports.frame import Frames
from propbench.reports.sentences.reading import LIMITS


def data(frames: Frames) -> pd.DataFrame:
    """Seconds of every primitive at every size."""
    cells = pick(frames.cells, network="", activation="", dtype="float64", division="closed")
    table = cells[cells["kind"].isin(TIMED) & cells["phase"].isin(PRIMITIVES)]
    return table[["phase", "m", "implementation", "kind", "median_s", "ci_lo_s", "ci_hi_s"]]


_WORKS = {
    "dot": "dot product",
    "affine": "z = w x + b",
    "add_scalar": "add a number",
    "add_row": "add a row",
    "add_column": "add a column",
}
_WAYS = {"_tiled": ", copied first", "_numpy_scalars": ", element by element"}


def _in_words(phase: str) -> str:
    """A demonstration, and the way it is done where that is not the usual one."""
    way = next((ending for ending in _WAYS if phase.endswith(ending)), "")
    work = phase.removesuffix(way)
    return _WORKS.get(work, work.replace("_", " ")) + _WAYS.get(way, "")


def _at_the_largest(table: pd.DataFrame) -> pd.DataFrame:
    measured = table[table["kind"] == "measured"]
    part = measured[measured.groupby("phase")["m"].transform("max") == measured["m"]]
    where = zip(part["phase"], part["m"], strict=True)
    return part.assign(row=[f"{_in_words(phase)}, {count(m)}" for phase, m in where])


FIGURE = FigureSpec(
    place=("demonstrations", 1),
    title="Dot product, affine map and broadcasting",
    data=data,
    facets=Facets(
        tidy=_at_the_largest,
        x=Axis("median_s", SECONDS, "time per call"),
        y=Axis("row", Names()),
        height=0.42,
        aside=0.7,
        marks=(limits("ci_lo_s", "ci_hi_s"), points()),
    ),
    reading=(
        "Time per call on a logarithmic axis, at the largest size measured of each. \u201cCopied "
        "first\u201d copies the smaller operand to full size; \u201celement by element\u201d loops "
        f"over a NumPy array. {LIMITS}"
    ),
    absent="No primitive was timed in this run.",
)
