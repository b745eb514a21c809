"""The estimates of a claim, each with its limits, and the tasks that it pools as small dots."""

import textwrap
from functools import partial

import pandas as pd

from propbench.reports.claims.questions import LIMITS, ClaimVerdict, limits
from propbench.reports.claims.ratios import RATIOS, no_difference
from propbench.reports.drawing import Axis, Facets, FigureSpec, Hue, Names, Panels, points
from propbench.reports.drawing import limits as limits_of
from propbench.reports.drawing.style import PHONE, WIDTH

_LETTER = 0.088
"""Inches of a letter of a question, with some room at the end of a line."""
POOLED, TASK = "pooled over tasks", "one task"


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


def _wrapped(table: pd.DataFrame, wide: float) -> pd.DataFrame:
    """With each question in lines that fit a figure of so many inches."""
    lines = partial(textwrap.fill, width=int(wide / _LETTER))
    return table.assign(panel=[lines(str(question)) for question in table["question"]])


def _is_pooled(rows: pd.DataFrame) -> pd.Series:
    return rows["of"] == POOLED


def _is_task(rows: pd.DataFrame) -> pd.Series:
    return rows["of"] == TASK


FOREST = FigureSpec(
    title="The estimates",
    data=data,
    facets=Facets(
        tidy=partial(_wrapped, wide=WIDTH),
        tidy_phone=partial(_wrapped, wide=PHONE),
        panels=Panels("panel", columns=1, titles_at_edge=True),
        hue=Hue("of", lambda _: [POOLED, TASK]),
        x=Axis("ratio", RATIOS, "ratio: above 1, the claim is right"),
        y=Axis("estimate", Names(size=9)),
        sharey=False,
        height=0.26,
        marks=(
            limits_of("low", "high", rows=_is_pooled),
            points(size=3.5, rows=_is_task),
            points(size=8, rows=_is_pooled),
            *no_difference("x"),
        ),
    ),
    reading=(
        "A large mark is the mean over tasks, its bar the 95 % limits; a small mark is one task. "
        "Right of the heavy line the claim is right; inside the grey band a difference is too "
        "small to matter."
    ),
)
