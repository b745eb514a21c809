"""Compiled loops over NumPy, size by size and phase by phase: which is faster, and how much."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from propbench.bench.grid import NETWORK_PHASES
from propbench.bench.numbers import short_count, times
from propbench.bench.statistics import Interval, verdict
from propbench.impls.contract import LEAGUES
from propbench.reports import drawing
from propbench.reports.facts.cells import headline_cells
from propbench.reports.frame import Frames
from propbench.reports.frame.cells import records
from propbench.reports.naming import LEAGUES as LEAGUE_NAMES
from propbench.reports.sentences.choice import PHASES

_DEEPEST = np.log(20)
"""A factor from which on a tile is as dark as it gets."""


def data(frames: Frames) -> pd.DataFrame:
    """A row a league, phase and m: NumPy's seconds over those of compiled loops, the fastest of
    either, with `faster` of them empty for a tie."""
    every = headline_cells(frames, phase=None, m=None)
    measured = every[(every["kind"] == "measured") & every["phase"].isin(PHASES)]
    rows = []
    for (league, phase, m), cells in measured.groupby(["league", "phase", "m"], sort=False):
        fastest = _fastest(cells)
        ratio = frames.ratio(fastest["vectorised"], fastest["compiled"]) if _both(fastest) else None
        if ratio is not None:
            limits = (ratio.point, ratio.low, ratio.high)
            rows.append((league, phase, m, *limits, _faster(ratio)))
    columns = ["league", "phase", "m", "ratio", "low", "high", "faster"]
    return pd.DataFrame(rows, columns=columns).sort_values(["league", "m"])


def _fastest(cells: pd.DataFrame) -> dict[str, str]:
    """The id of the fastest case, by family."""
    slowest_first = records(cells.sort_values("median_s", ascending=False))
    return {row["family"]: case for case, row in slowest_first.items()}


def _both(fastest: dict[str, str]) -> bool:
    return {"vectorised", "compiled"} <= fastest.keys()


def _faster(ratio: Interval) -> str:
    return {"above": "Numba", "below": "NumPy", "tie": "tie"}[verdict(ratio)]


def _tiles(ax: Axes, part: pd.DataFrame, chart: drawing.Chart) -> None:
    """A tile a size: the colour says who is faster, its depth how much; a tie has none."""
    ax.spines[:].set_visible(False)
    for side in chart.series(part):
        for row, x, y in zip(side.rows.to_dict("records"), side.x, side.y, strict=True):
            deep = min(1.0, abs(float(np.log(row["ratio"]))) / float(_DEEPEST))
            hollow = row["faster"] == "tie"
            fill = "none" if hollow else (*_rgb(side.style.colour), 0.12 + 0.4 * deep)
            ax.add_patch(
                Rectangle((x - 0.47, y - 0.43), 0.94, 0.86, fc=fill, ec=side.style.colour, lw=0.8)
            )
            factor = times(max(row["ratio"], 1 / row["ratio"]))
            ax.text(
                x,
                y,
                "tie" if hollow else f"{side.name}\n{factor}",
                ha="center",
                va="center",
                fontsize=9,
            )


def _is_tie(rows: pd.DataFrame) -> pd.Series:
    return rows["faster"] == "tie"


def _has_gaps(table: pd.DataFrame) -> bool:
    tiles = table.groupby("league").agg(n=("m", "size"), m=("m", "nunique"))
    return bool((tiles["n"] < table["phase"].nunique() * table["m"].nunique()).any())


def _in_lines(phase: str) -> str:
    """A word a line: room for the tiles of a phone."""
    return PHASES[phase].replace(" ", "\n")


def _rgb(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))


FIGURE = drawing.FigureSpec(
    place=("which", 1),
    title="Numba or NumPy, and how many times faster",
    data=data,
    facets=drawing.Facets(
        panels=drawing.Panels("league", order=drawing.by(LEAGUES), title=LEAGUE_NAMES.__getitem__),
        hue=drawing.Hue("faster", drawing.by(("NumPy", "Numba", "tie"))),
        x=drawing.Axis(
            "m", drawing.Names(drawing.ascending, lambda m: short_count(int(m))), "m (examples)"
        ),
        y=drawing.Axis("phase", drawing.Names(drawing.by(NETWORK_PHASES), _in_lines, 9)),
        names="nowhere",
        grid=False,
        height=0.5,
        marks=(_tiles,),
    ),
    reading=(
        "Each tile names the faster one; the stronger its colour, the more.",
        drawing.Where(_is_tie, "A tie differs by under 5 %, or its limits include 1\u00d7."),
        drawing.Where(_has_gaps, "There is no tile where one of the two was too slow to measure."),
    ),
    absent="This run has no size with a time of both Numba and NumPy.",
)
