"""All comparisons of a claim, each a dot with its limits, question by question."""

import pandas as pd
from matplotlib.figure import Figure

from propbench.bench.claims.judging import Judgement
from propbench.bench.claims.words import FINDINGS
from propbench.reports.figures.claims.answer import ROW, Answer, margins, row
from propbench.reports.figures.layout import legend, names_left, panels
from propbench.reports.figures.style import Palette, palette, present

MOST_ROWS = 20
"""Dots drawn of a question: the table after the figure has all."""


def data(found: Judgement) -> pd.DataFrame:
    """A row a comparison that has a ratio."""
    rows = [
        {"question": part.question, **row(cell)}
        for part in found.parts
        for cell in part.cells
        if cell.ratio
    ]
    return pd.DataFrame(rows, columns=["question", *ROW])


def figure(table: pd.DataFrame, _: Palette) -> Figure | None:
    """By question, from the largest ratio to the smallest."""
    if table.empty:
        return None
    shown = _shown(table)
    styles = palette(FINDINGS)
    room = names_left(shown["where"], size=8, above=0.1)
    deepest = float(shown["place"].max())
    drawn, (ax,) = panels(1, 1, 0.2 * (deepest + 1), room)
    for one in shown.to_dict("records"):
        style, place = styles[one["finding"]], one["place"]
        ax.plot([one["low"], one["high"]], [place, place], color=style.colour, lw=3, alpha=0.35)
        ax.plot(one["ratio"], place, style.marker, color=style.colour, ms=6)
    for question, place in shown.groupby("question", sort=False)["place"].min().items():
        across = ax.get_yaxis_transform()
        ax.text(0.01, place - 0.7, str(question), transform=across, fontsize=8, fontweight="bold")
    margins(ax, "x", shown)
    ax.set_yticks(shown["place"], shown["where"], fontsize=8)
    ax.set_ylim(deepest + 0.6, -0.6)
    ax.set_xlabel("ratio: above 1, the claim is right")
    found = present(styles, shown["finding"])
    legend(drawn, {FINDINGS[name]: style for name, style in found.items()}, 4)
    return drawn


def _shown(table: pd.DataFrame) -> pd.DataFrame:
    """The largest ratios of each question, with a place from the top; a gap before a question."""
    ordered = table.sort_values("ratio", ascending=False, kind="stable")
    asked = list(dict.fromkeys(table["question"]))
    parts = [ordered[ordered["question"] == question].head(MOST_ROWS) for question in asked]
    gaps = [2 * at + 1 for at, part in enumerate(parts) for _ in range(len(part))]
    shown = pd.concat(parts)
    return shown.assign(place=[place + gap for place, gap in enumerate(gaps)])


FOREST = Answer(
    "The comparisons",
    data,
    figure,
    "A dot is one registered comparison, its pale bar the limits. Right of the heavy line the "
    "claim is right; inside the grey band a difference is too small to matter.",
)
