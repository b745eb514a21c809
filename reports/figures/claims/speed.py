"""The waterfall: from textbook loops with sigmoid to the best implementation with ReLU."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from propbench.bench.claims.judging import Judgement
from propbench.bench.numbers import TIMES, times
from propbench.bench.statistics import Interval, product
from propbench.reports.figures.claims.answer import LIMITS, Answer, margins, part
from propbench.reports.figures.layout import names_left, panels
from propbench.reports.figures.style import GREY, Palette, factor_axis, palette

_STEPS, _CHECKS = "factor", "whole runs over the product"
_COLUMNS = ["kind", "name", *LIMITS, "begins"]
_WHOLE = "= altogether"


def data(found: Judgement) -> pd.DataFrame:
    """A row a factor with the speed-up at which it begins, their product, and the checks."""
    factors, checks = _ratios(found, "factors"), _ratios(found, "product")
    asked = part(found, "factors")
    names = [str(row["factor"]) for row in asked.series] if asked else []
    rows, reached = [], 1.0
    for name in names:
        rows.append((_STEPS, name, *_limits(factors[name]), reached))
        reached *= factors[name].point
    if rows:
        whole = product([factors[name] for name in names])
        rows.append((_STEPS, _WHOLE, *_limits(whole), 1.0))
    rows += [(_CHECKS, name, *_limits(ratio), 1.0) for name, ratio in checks.items()]
    return pd.DataFrame(rows, columns=_COLUMNS)


def figure(table: pd.DataFrame, _: Palette) -> Figure | None:
    """Lengths that add on a logarithmic axis, and whole runs beside them."""
    steps, checks = table[table["kind"] == _STEPS], table[table["kind"] == _CHECKS]
    if steps.empty:
        return None
    room = names_left(steps["name"], across=2.2)
    drawn, axes = panels(1, 2, 2.0, room, sharex=False, sharey=False)
    _waterfall(axes[0], steps)
    if checks.empty:
        axes[1].remove()
    else:
        _checks(axes[1], checks)
    return drawn


def _ratios(found: Judgement, name: str) -> dict[str, Interval]:
    asked = part(found, name)
    cells = asked.cells if asked else ()
    return {", ".join(cell.factors.values()): cell.ratio for cell in cells if cell.ratio}


def _limits(ratio: Interval) -> tuple[float, float, float]:
    return ratio.point, ratio.low, ratio.high


def _waterfall(ax: Axes, steps: pd.DataFrame) -> None:
    names = list(steps["name"])
    for place, (row, style) in enumerate(
        zip(steps.to_dict("records"), palette(names).values(), strict=True)
    ):
        begins, ends = row["begins"], row["begins"] * row["ratio"]
        ax.hlines(place, begins, ends, color=style.colour, lw=9, alpha=0.45)
        ax.hlines(place, begins * row["low"], begins * row["high"], color=style.colour, lw=1.5)
        ax.plot(ends, place, style.marker, color=style.colour, ms=7)
        ax.plot([ends, ends], [place, len(names) - 1], ":", color=GREY, lw=1)
        ax.text(min(begins, ends), place - 0.28, _words(row["ratio"]), fontsize=9)
    ends = steps["begins"] * steps["high"]
    ax.set_xlim(min(0.7, (steps["begins"] * steps["low"]).min() / 1.5), ends.max() * 1.5)
    factor_axis(ax, "x")
    ax.axvline(1, color=GREY, linewidth=1.6)
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.6, -0.6)
    ax.set_xlabel("as fast as python_loops with sigmoid")


def _words(ratio: float) -> str:
    return times(ratio) if ratio >= 1 else f"\u00f7 {times(1 / ratio).removesuffix(TIMES)}"


def _checks(ax: Axes, checks: pd.DataFrame) -> None:
    for place, row in enumerate(checks.to_dict("records")):
        ax.plot([row["low"], row["high"]], [place, place], color=GREY, lw=3, alpha=0.5)
        ax.plot(row["ratio"], place, "D", color=GREY, ms=6)
    margins(ax, "x", checks)
    ax.set_yticks(range(len(checks)), checks["name"].str.replace(", ", ",\n"), fontsize=9)
    ax.set_ylim(len(checks) - 0.5, -0.5)
    ax.set_xlabel("seconds of whole runs / product")


SPEED = Answer(
    "From textbook loops with sigmoid to the best implementation with ReLU",
    data,
    figure,
    "Left: how many times shorter training to the target gets, factor by factor on the shallow "
    "network. The axis is logarithmic, so that lengths add: the last bar is the first three end to "
    "end, and a bar to the left makes training longer. Thin lines are limits. Right: training runs "
    "timed from the first step to the target, over iterations times seconds per step; a mark in "
    "the grey band says that the product may be believed.",
)
