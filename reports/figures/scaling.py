"""Time and speed-up against m, and the headline case on a linear ruler."""

import pandas as pd
from matplotlib.figure import Figure

from propbench.bench.statistics import crossover
from propbench.reports.facts.cells import HEADLINE, TIMED, headline_cells, pick
from propbench.reports.figures import lines
from propbench.reports.figures.layout import ENDS, names_left, panels
from propbench.reports.figures.style import (
    GREY,
    Palette,
    factor_axis,
    phase_order,
    size_axis,
    time_axis,
)
from propbench.reports.frame import Frames
from propbench.reports.frame.ratios import interval
from propbench.reports.sentences.choice import PHASES

_KEYS = ["phase", "implementation", "m", "kind"]


def time_data(frames: Frames) -> pd.DataFrame:
    """Seconds per call of the headline network and activation, every phase and m."""
    cells = headline_cells(frames, phase=None, m=None)
    timed = cells[cells["kind"].isin(TIMED) & cells["phase"].isin(PHASES)]
    return timed[[*_KEYS, "median_s", "ci_lo_s", "ci_hi_s"]]


def time_figure(table: pd.DataFrame, styles: Palette) -> Figure | None:
    """Seconds against m, both logarithmic, a panel per phase."""
    return _panels(table, styles, ("median_s", "ci_lo_s", "ci_hi_s"), "seconds")


def speedup_data(frames: Frames) -> pd.DataFrame:
    """Factors over the baseline; `crosses` marks the size from which it is overtaken."""
    wanted = {key: HEADLINE[key] for key in ("network", "activation", "dtype", "division")}
    table = pick(frames.speedups, **wanted)
    table = table[table["phase"].isin(PHASES)][[*_KEYS, "ratio", "low", "high", "n", "interval"]]
    lines_ = table[table["kind"] == "measured"].groupby(["phase", "implementation"], sort=False)
    crossing = {key: _crossing(group) for key, group in lines_}
    where = zip(table["phase"], table["implementation"], table["m"], strict=True)
    return table.assign(crosses=[crossing.get((p, name)) == m for p, name, m in where])


def speedup_figure(table: pd.DataFrame, styles: Palette) -> Figure | None:
    """Factor over the baseline against m; below 1 is slower."""
    figure = _panels(table, styles, ("ratio", "low", "high"), "factor")
    if figure is None:
        return None
    for ax, phase in zip(figure.axes, phase_order(table["phase"]), strict=True):
        bottom = min(0.5, ax.get_ylim()[0])
        ax.set_ylim(bottom=bottom)
        ax.axhspan(bottom, 1, color=GREY, alpha=0.15, linewidth=0)
        ax.axhline(1, color=GREY, linewidth=1.6)
        found = table[table["crosses"] & (table["phase"] == phase)]
        ax.plot(found["m"], found["ratio"], "o", ms=12, mfc="none", mec=GREY, mew=1.2)
    return figure


def ruler_data(frames: Frames) -> pd.DataFrame:
    """Seconds of the headline case."""
    cells = headline_cells(frames)
    measured = cells[cells["kind"] == "measured"].sort_values("median_s", ascending=False)
    return measured[["implementation", "league", "median_s", "ci_lo_s", "ci_hi_s"]]


def ruler_figure(table: pd.DataFrame, styles: Palette) -> Figure | None:
    """The headline case with time on a linear axis from 0."""
    if table.empty:
        return None
    room = names_left(table["implementation"], above=0.1)
    figure, (ax,) = panels(1, 1, 0.34 * len(table), room)
    for place, row in enumerate(table.to_dict("records")):
        style = styles[row["implementation"]]
        ax.hlines(place, 0, row["median_s"] * 1e3, color=style.colour, linewidth=4, alpha=0.5)
        ax.plot(row["median_s"] * 1e3, place, style.marker, color=style.colour, ms=7)
    ax.set_yticks(range(len(table)), table["implementation"])
    ax.invert_yaxis()
    ax.set_xlim(left=0)
    ax.set_xlabel("milliseconds per training step, linear")
    return figure


def _panels(
    table: pd.DataFrame, styles: Palette, columns: tuple[str, str, str], what: str
) -> Figure | None:
    if table.empty:
        return None
    phases = phase_order(table["phase"])
    rows = (len(phases) + 1) // 2
    figure, axes = panels(rows, 2 if len(phases) > 1 else 1, 2.4, ENDS)
    for ax in axes[len(phases) :]:
        ax.remove()
    for ax, phase in zip(axes, phases, strict=False):
        part = table[table["phase"] == phase]
        lines.draw(ax, part, columns, styles)
        ax.set(title=PHASES[phase], xlabel="m (examples)", ylabel="")
        ax.tick_params(labelbottom=True, labelleft=True)
    for ax, phase in zip(axes, phases, strict=False):
        size_axis(ax)
        (time_axis if what == "seconds" else factor_axis)(ax)
        lines.label_ends(ax, table[table["phase"] == phase], columns[0], styles)
    return figure


def _crossing(group: pd.DataFrame) -> int | None:
    ratios = [interval(row) for row in group.to_dict("records")]
    found = crossover(group["m"].tolist(), ratios)
    return found[1] if found else None
