"""The estimates of a claim, each with its limits, and the tasks that it pools as small dots."""

import textwrap
from collections.abc import Iterable
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.transforms import blended_transform_factory

from propbench.reports.claims.questions import LIMITS, ClaimVerdict, limits
from propbench.reports.claims.ratios import RATIOS, no_difference
from propbench.reports.drawing import Axis, Chart, Facets, FigureSpec, Hue, Names, points
from propbench.reports.drawing import limits as limits_of
from propbench.reports.drawing.style import PHONE, WIDTH

_LETTER = 0.085
"""Inches of a letter of a question."""
POOLED, TASK = "pooled over tasks", "one task"

_Line = tuple[int, str]
"""Place from the top, and what stands there."""


def data(claim: ClaimVerdict) -> pd.DataFrame:
    """A row an estimate that has a ratio, and a row each of its tasks."""
    rows = [
        {"question": part.question, "estimate": estimate.name or "all tasks", **row}
        for part in claim.questions
        for estimate in part.estimates
        if estimate.ratio
        for row in (
            {"of": POOLED, "task": "", **limits(estimate.ratio)},
            *({"of": TASK, "task": each.task, **limits(each.ratio)} for each in estimate.tasks),
        )
    ]
    return pd.DataFrame(rows, columns=["question", "estimate", "of", "task", *LIMITS])


def _placed(table: pd.DataFrame, wide: float) -> pd.DataFrame:
    """Each estimate on a line, its tasks with it; before each question, room for its words in a
    figure of so many inches."""
    keys = list(zip(table["question"].astype(str), table["estimate"].astype(str), strict=True))
    places: dict[tuple[str, str], int] = {}
    place, before = 0, ""
    for question, estimate in dict.fromkeys(keys):
        place += _free_lines(question, wide) if question != before else 0
        places[question, estimate] = place
        place, before = place + 1, question
    lines = [(places[key], key[1]) for key in keys]
    return table.assign(line=pd.Series(lines, index=table.index))


def _free_lines(question: str, wide: float) -> int:
    """One, and one more for every two lines of words after the first."""
    return 1 + len(_wrapped(question, wide)) // 2


def _wrapped(question: str, wide: float) -> list[str]:
    return textwrap.wrap(question, int(wide / _LETTER))


def _lines(values: Iterable[_Line]) -> list[_Line]:
    """With those that are free."""
    # A Series is a mapping, of places to values.
    taken = dict(list(values))
    return [(place, taken.get(place, "")) for place in range(max(taken) + 1)]


def _questions(ax: Axes, part: pd.DataFrame, _: Chart) -> None:
    """Each question above its estimates."""
    figure = ax.figure
    across = blended_transform_factory(figure.transSubfigure, ax.transData)
    wide = figure.bbox.width / figure.dpi
    for question, (place, _where) in part.groupby("question", sort=False)["line"].min().items():
        words = "\n".join(_wrapped(str(question), wide))
        text = ax.text(0.01, place - 0.45, words, transform=across, fontsize=9, va="bottom")
        text.set_fontweight("bold")


def _is_pooled(rows: pd.DataFrame) -> pd.Series:
    return rows["of"] == POOLED


def _is_task(rows: pd.DataFrame) -> pd.Series:
    return rows["of"] == TASK


FOREST = FigureSpec(
    title="The estimates",
    data=data,
    facets=Facets(
        tidy=partial(_placed, wide=WIDTH),
        tidy_phone=partial(_placed, wide=PHONE),
        hue=Hue("of", lambda _: [POOLED, TASK]),
        x=Axis("ratio", RATIOS, "ratio: above 1, the claim is right"),
        y=Axis("line", Names(_lines, lambda line: line[1], size=9)),
        height=0.26,
        marks=(
            limits_of("low", "high", rows=_is_pooled),
            points(size=3.5, rows=_is_task),
            points(size=8, rows=_is_pooled),
            _questions,
            *no_difference("x"),
        ),
    ),
    reading=(
        "A large mark is the mean over tasks, its bar the 95 % limits; a small mark is one task. "
        "Right of the heavy line the claim is right; inside the grey band a difference is too "
        "small to matter."
    ),
)
