"""What of tanh's lead comes from being centred, and what from its slope."""

import pandas as pd
from matplotlib.figure import Figure

from propbench.bench.claims.judging import Judgement
from propbench.reports.figures.claims.answer import LIMITS, Answer, margins, part
from propbench.reports.figures.layout import names_left, panels
from propbench.reports.figures.style import Palette, palette

_EFFECTS = {
    "centring": "centring alone",
    "slope": "\u00d7 slope alone",
    "beyond": "\u00d7 their interplay",
    "tanh": "= tanh for sigmoid",
}
_COLUMNS = ["depth", "effect", *LIMITS]


def data(found: Judgement) -> pd.DataFrame:
    """A row an effect at a depth, over all tasks."""
    asked = part(found, "reason")
    rows = [row for row in asked.series if row["task"] == "all"] if asked else []
    return pd.DataFrame(rows, columns=_COLUMNS)


def figure(table: pd.DataFrame, _: Palette) -> Figure | None:
    """A panel a depth; the first three effects multiply to the last."""
    if table.empty:
        return None
    depths = sorted(table["depth"].unique(), key=int)
    styles, names = palette(_EFFECTS), list(_EFFECTS)
    drawn, axes = panels(1, len(depths), 0.4 * len(names), names_left(_EFFECTS.values()))
    for ax, depth in zip(axes, depths, strict=True):
        for row in table[table["depth"] == depth].to_dict("records"):
            style, place = styles[row["effect"]], names.index(row["effect"])
            ax.plot([row["low"], row["high"]], [place, place], color=style.colour, lw=3, alpha=0.35)
            ax.plot(row["ratio"], place, style.marker, color=style.colour, ms=7)
        margins(ax, "x", table)
        ax.set_title(f"{depth} hidden layer{'s' if depth != '1' else ''}")
        ax.set_xlabel("fewer iterations, by a factor of", fontsize=9)
    axes[0].set_yticks(range(len(names)), _EFFECTS.values())
    axes[0].set_ylim(len(names) - 0.5, -0.5)
    return drawn


TANH = Answer(
    "What tanh owes to its centre, and what to its slope",
    data,
    figure,
    "tanh is sigmoid moved to a mean of 0 and made four times as steep. Each is tried without the "
    "other, learning rates tuned. The axis is logarithmic, so that the first three distances from "
    "the heavy line add up to the last. Pale bars are limits.",
)
