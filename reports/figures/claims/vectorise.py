"""How many times as long loops take as NumPy, by m."""

import pandas as pd
from matplotlib.figure import Figure

from propbench.bench.claims.judging import Judgement
from propbench.reports.figures.claims import points
from propbench.reports.figures.claims.answer import LIMITS, Answer, comparisons, margins, part
from propbench.reports.figures.layout import Room, legend, panels
from propbench.reports.figures.style import Palette, palette, size_words

_QUESTIONS = ("interpreted", "compiled")
_COLUMNS = ["work", "ways", "m", *LIMITS, "finding", "neither_arrived"]


def data(found: Judgement) -> pd.DataFrame:
    """A row a comparison of loops with NumPy."""
    rows = pd.concat([comparisons(part(found, name)) for name in _QUESTIONS])
    return rows[_COLUMNS].reset_index(drop=True) if len(rows) else pd.DataFrame(columns=_COLUMNS)


def figure(table: pd.DataFrame, _: Palette) -> Figure | None:
    """A panel a kind of work, a mark a pair of implementations."""
    if table.empty:
        return None
    works, sizes = list(dict.fromkeys(table["work"])), sorted(table["m"].unique(), key=int)
    marked = table.rename(columns={"ways": "mark"})
    styles = palette(marked["mark"])
    drawn, axes = panels(1, len(works), 2.6, Room(left=0.9))
    for ax, work in zip(axes, works, strict=True):
        points.draw(ax, marked[marked["work"] == work], "m", sizes, styles)
        margins(ax, "y", table)
        ax.set_xticks(range(len(sizes)), [size_words(int(m)) for m in sizes])
        ax.set_title(work)
        ax.set_xlabel("m")
    axes[0].set_ylabel("seconds, loops / NumPy")
    legend(drawn, styles, 2)
    return drawn


VECTORISE = Answer(
    "How many times as long loops take as NumPy",
    data,
    figure,
    "Above the heavy line NumPy is faster, below it the loops are; inside the grey band the "
    "difference is too small to matter. A filled mark is decided, a hollow one is not.",
)
