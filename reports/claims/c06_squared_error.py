"""C6 on the page: what is wrong with squared error, and what is not."""

from collections.abc import Iterator
from statistics import median

import pandas as pd

from propbench.bench.numbers import times
from propbench.reports.claims.questions import (
    LIMITS,
    ClaimVerdict,
    comparisons,
    decided,
    question,
    ratios,
    span,
)
from propbench.reports.claims.ratios import RATIOS, SURE
from propbench.reports.claims.words import Words
from propbench.reports.drawing import Axis, Facets, FigureSpec, Hue, Names, Panels, ascending
from propbench.reports.sentences.reading import DECIDED

_QUESTIONS = {
    "ordinary": "through a sigmoid, ordinary start",
    "saturated": "through a sigmoid, saturated start",
    "linear": "without a sigmoid",
}
_COLUMNS = ["question", "noise", "task", "start", *LIMITS, "finding", "no_arrivals"]


def opening(claim: ClaimVerdict) -> Iterator[str]:
    """Its shape, its speed through a sigmoid, and without one."""
    shape, ordinary = question(claim, "nonconvex"), question(claim, "ordinary")
    if shape.cells:
        n = sum(cell.finding == "supports" for cell in shape.cells)
        yield (
            f"In {n} of {len(shape.cells)} tests squared error through a sigmoid is not convex "
            "where cross-entropy is."
        )
    if ratios(ordinary):
        yield (
            "From ordinary first weights it takes "
            f"{span(ordinary, '{task}, label noise {noise}')} as many iterations as "
            f"cross-entropy; {decided(ordinary)}."
        )
    straight = [ratio.point for ratio, _ in ratios(question(claim, "linear"))]
    if straight:
        yield (
            "Without a sigmoid squared error is convex, too, but takes "
            f"{times(median(straight))} as many iterations (the median of {len(straight)})."
        )


def data(claim: ClaimVerdict) -> pd.DataFrame:
    """A row a comparison of iterations, of any of the three questions about them."""
    tables = [
        comparisons(question(claim, name)).assign(question=words)
        for name, words in _QUESTIONS.items()
    ]
    return pd.concat(tables, ignore_index=True).reindex(columns=_COLUMNS)


SQUARED_ERROR = FigureSpec(
    title="How many times as many iterations squared error needs",
    data=data,
    facets=Facets(
        panels=Panels("question", title=lambda words: words.replace(", ", ",\n")),
        hue=Hue("task", ascending),
        x=Axis("noise", Names(ascending), "share of labels that are wrong"),
        y=Axis("ratio", RATIOS, "iterations, squared error / cross-entropy"),
        height=2.6,
        aside=0.6,
        marks=SURE,
    ),
    reading=(
        "Above the heavy line cross-entropy needs fewer iterations, below it squared error does; "
        "each has its own best learning rate. Inside the grey band the difference is too small to "
        f"matter. A saturated start is sure of the wrong answers. {DECIDED} Marks of one task at "
        "one noise are different starts or goals: the table names them."
    ),
)

WORDS = Words(opening=opening, answer=SQUARED_ERROR)
