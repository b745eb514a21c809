"""Which implementation wins at which m, phase by phase."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from propbench.bench.grid import NETWORK_PHASES
from propbench.bench.numbers import count
from propbench.reports import drawing
from propbench.reports.facts.sizes import tiles
from propbench.reports.frame import Frames
from propbench.reports.sentences.choice import PHASES, tile_words


def data(frames: Frames) -> pd.DataFrame:
    """One row a tile; `winners` is empty where nothing is measured. No row where nothing is."""
    rows = [
        (tile.phase, tile.m, " = ".join(tile.winners), len(tile.winners) > 1, *tile_words(tile))
        for tile in tiles(frames)
        if tile.phase in PHASES
    ]
    table = pd.DataFrame(rows, columns=["phase", "m", "winners", "tie", "name", "lead"])
    return table if table["winners"].any() else table[:0]


def _tiles(ax: Axes, part: pd.DataFrame, chart: drawing.Chart) -> None:
    """Tiles with the winner's name; ties are hatched and name everybody."""
    ax.grid(visible=False)
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    for winners in chart.series(part):
        for row, x, y in zip(winners.rows.to_dict("records"), winners.x, winners.y, strict=True):
            won = bool(row["winners"]) and not row["tie"]
            ax.add_patch(_tile(x, y, winners.style.colour if won else "", row["tie"]))
            words = row["name"].replace(" = ", "\n= ").replace(":", ":\n")
            ax.text(x, y - 0.08, words, ha="center", va="center", fontsize=8)
            ax.text(x, y + 0.32, row["lead"], ha="center", fontsize=7)


def _tile(x: float, y: float, colour: str, tie: bool) -> Rectangle:
    return Rectangle(
        (x - 0.47, y - 0.45),
        0.94,
        0.9,
        facecolor=colour or "none",
        alpha=0.28 if colour else 0.6,
        edgecolor=colour or drawing.GREY,
        hatch="////" if tie else None,
        linewidth=0.8,
    )


FIGURE = drawing.FigureSpec(
    place=("fastest", 1),
    title="Which implementation wins at which m",
    data=data,
    facets=drawing.Facets(
        hue=drawing.Hue("winners"),
        x=drawing.Axis(
            "m", drawing.Names(drawing.ascending, lambda m: count(int(m))), "m (examples)"
        ),
        y=drawing.Axis("phase", drawing.Names(drawing.by(NETWORK_PHASES), PHASES.__getitem__)),
        names="nowhere",
        height=0.85,
        marks=(_tiles,),
    ),
    reading=(
        "Each tile names the fastest implementation and how far it is ahead of the next. Hatched "
        "tiles are ties: the difference is under 5 %, or its limits include 1\u00d7. One thread, "
        "float64; estimated cells do not compete."
    ),
    absent="No phase of the headline network was measured in this run.",
)
