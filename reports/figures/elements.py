"""Activations and primitives alone."""

import pandas as pd
from matplotlib.figure import Figure

from propbench.bench.numbers import count
from propbench.impls.contract import PRIMITIVES
from propbench.reports.facts.cells import TIMED, pick
from propbench.reports.figures import dots
from propbench.reports.figures.layout import legend, names_left, panels
from propbench.reports.figures.style import Palette, plain_axis, present, time_axis
from propbench.reports.frame import Frames

_TITLES = {"activation": "function", "derivative": "derivative"}
_LIMITS = ("ns", "low_ns", "high_ns")


def activation_data(frames: Frames) -> pd.DataFrame:
    """Nanoseconds per element of every activation and derivative, at the largest shared size."""
    cells = pick(frames.cells, network="", dtype="float64", division="closed", kind="measured")
    cells = cells[cells["phase"].isin(_TITLES)]
    table = cells[cells["m"] == _largest_shared(cells)]
    scaled = {
        name: table[column] / table["m"] * 1e9
        for name, column in zip(_LIMITS, ("median_s", "ci_lo_s", "ci_hi_s"), strict=True)
    }
    return table[["phase", "activation", "implementation", "m"]].assign(**scaled)


def activation_figure(table: pd.DataFrame, styles: Palette) -> Figure | None:
    """Dots: nanoseconds per element, function beside derivative."""
    if table.empty:
        return None
    cost = table.groupby("activation")["ns"].median().sort_values()
    rows = [str(name) for name in cost.index]
    drawn, axes = panels(1, 2, 0.5 * len(rows), names_left(rows))
    for ax, (phase, title) in zip(axes, _TITLES.items(), strict=True):
        part = table[table["phase"] == phase].rename(columns={"activation": "row"})
        dots.draw(ax, part, rows, _LIMITS, styles)
        plain_axis(ax, "x")
        ax.set(title=title, xlabel="ns per element")
    legend(drawn, present(styles, table["implementation"]))
    return drawn


def primitive_data(frames: Frames) -> pd.DataFrame:
    """Seconds of every primitive at every size."""
    cells = pick(frames.cells, network="", activation="", dtype="float64", division="closed")
    table = cells[cells["kind"].isin(TIMED) & cells["phase"].isin(PRIMITIVES)]
    return table[["phase", "m", "implementation", "kind", "median_s", "ci_lo_s", "ci_hi_s"]]


def primitive_figure(table: pd.DataFrame, styles: Palette) -> Figure | None:
    """Dots: seconds per call of dot, affine and broadcasting, at their largest size."""
    measured = table[table["kind"] == "measured"]
    if measured.empty:
        return None
    largest = measured.groupby("phase")["m"].transform("max") == measured["m"]
    part = measured[largest]
    part = part.assign(
        row=[f"{p}, {count(m)}" for p, m in zip(part["phase"], part["m"], strict=True)]
    )
    rows = list(dict.fromkeys(part["row"]))
    drawn, (ax,) = panels(1, 1, 0.42 * len(rows), names_left(rows, above=0.1))
    dots.draw(ax, part, rows, ("median_s", "ci_lo_s", "ci_hi_s"), styles)
    time_axis(ax, "x")
    ax.set(xlabel="time per call", ylabel="")
    legend(drawn, present(styles, part["implementation"]))
    return drawn


def _largest_shared(cells: pd.DataFrame) -> int:
    """The largest size at which most implementations were measured."""
    if cells.empty:
        return 0
    counts = cells.groupby("m")["implementation"].nunique()
    return int(counts[counts == counts.max()].index.max())
