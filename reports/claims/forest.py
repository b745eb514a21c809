"""All comparisons of a claim, each a dot with its limits, question by question."""

from collections.abc import Iterable

import pandas as pd
from matplotlib.axes import Axes

from propbench.bench.claims.shared.wording import FINDINGS
from propbench.reports.claims.questions import ROW, ClaimVerdict, row
from propbench.reports.claims.ratios import RATIOS, no_difference
from propbench.reports.drawing import Axis, Chart, Facets, FigureSpec, Hue, Names, limits, points

MOST_ROWS = 20
"""Dots drawn of a question: the table after the figure has all."""

_Line = tuple[int, str]
"""Place from the top, and what stands there."""


def data(claim: ClaimVerdict) -> pd.DataFrame:
    """A row a comparison that has a ratio."""
    rows = [
        {"question": asked.question, **row(comparison)}
        for asked in claim.questions
        for comparison in asked.cells
        if comparison.ratio
    ]
    return pd.DataFrame(rows, columns=["question", *ROW])


def _shown(table: pd.DataFrame) -> pd.DataFrame:
    """The largest ratios of each question, each on a line; a free line before a question."""
    ordered = table.sort_values("ratio", ascending=False, kind="stable")
    questions = list(dict.fromkeys(table["question"]))
    parts = [ordered[ordered["question"] == name].head(MOST_ROWS) for name in questions]
    gaps = [2 * at + 1 for at, part in enumerate(parts) for _ in range(len(part))]
    shown = pd.concat(parts)
    places = [place + gap for place, gap in enumerate(gaps)]
    return shown.assign(line=list(zip(places, shown["where"], strict=True)))


def _lines(values: Iterable[_Line]) -> list[_Line]:
    """With those that are free."""
    # A Series is a mapping, of places to values.
    taken = dict(list(values))
    return [(place, taken.get(place, "")) for place in range(max(taken) + 1)]


def _questions(ax: Axes, part: pd.DataFrame, _: Chart) -> None:
    """Each question above its comparisons."""
    across = ax.get_yaxis_transform()
    for question, (place, _where) in part.groupby("question", sort=False)["line"].min().items():
        ax.text(0.01, place - 0.7, str(question), transform=across, fontsize=8, fontweight="bold")


FOREST = FigureSpec(
    title="The comparisons",
    data=data,
    facets=Facets(
        tidy=_shown,
        hue=Hue("finding", lambda _: list(FINDINGS), FINDINGS),
        x=Axis("ratio", RATIOS, "ratio: above 1, the claim is right"),
        y=Axis("line", Names(_lines, lambda line: line[1], size=8)),
        height=0.2,
        marks=(limits("low", "high"), points(), _questions, *no_difference("x")),
    ),
    reading=(
        "A dot is one registered comparison, its pale bar the limits. Right of the heavy line the "
        "claim is right; inside the grey band a difference is too small to matter."
    ),
)
