"""Which implementation wins at which m, phase by phase."""

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from propbench.bench.numbers import count
from propbench.reports.facts.sizes import tiles
from propbench.reports.figures.layout import names_left, panels
from propbench.reports.figures.style import GREY, Palette, phase_order
from propbench.reports.frame import Frames
from propbench.reports.sentences.choice import PHASES, tile_words


def data(frames: Frames) -> pd.DataFrame:
    """One row a tile; `winners` is empty where nothing is measured."""
    rows = [
        (tile.phase, tile.m, " = ".join(tile.winners), len(tile.winners) > 1, *tile_words(tile))
        for tile in tiles(frames)
        if tile.phase in PHASES
    ]
    return pd.DataFrame(rows, columns=["phase", "m", "winners", "tie", "name", "lead"])


def figure(table: pd.DataFrame, styles: Palette) -> Figure | None:
    """Tiles with the winner's name; ties are hatched and name everybody."""
    if table.empty or not table["winners"].any():
        return None
    phases, sizes = phase_order(table["phase"]), sorted(table["m"].unique())
    room = names_left(PHASES.values(), above=0.1)
    drawn, (ax,) = panels(1, 1, 0.85 * len(phases), room)
    ax.grid(visible=False)
    for row in table.to_dict("records"):
        place = (sizes.index(row["m"]), phases.index(row["phase"]))
        ax.add_patch(_tile(place, row["winners"], row["tie"], styles))
        words = row["name"].replace(" = ", "\n= ").replace(":", ":\n")
        ax.text(place[0], place[1] - 0.08, words, ha="center", va="center", fontsize=8)
        ax.text(place[0], place[1] + 0.32, row["lead"], ha="center", fontsize=7)
    ax.set(xlim=(-0.5, len(sizes) - 0.5), ylim=(len(phases) - 0.5, -0.5), xlabel="m (examples)")
    ax.set_xticks(range(len(sizes)), [count(int(m)) for m in sizes])
    ax.set_yticks(range(len(phases)), [PHASES[phase] for phase in phases])
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    return drawn


def _tile(place: tuple[int, int], winners: str, tie: bool, styles: Palette) -> Rectangle:
    corner = (place[0] - 0.47, place[1] - 0.45)
    colour = GREY if tie or not winners else styles[winners].colour
    return Rectangle(
        corner,
        0.94,
        0.9,
        facecolor=colour if winners and not tie else "none",
        alpha=0.28 if winners and not tie else 0.6,
        edgecolor=colour,
        hatch="////" if tie else None,
        linewidth=0.8,
    )
