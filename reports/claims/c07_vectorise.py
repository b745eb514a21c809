"""C7 on the page: how many times as long loops take as NumPy, by m."""

import pandas as pd

from propbench.bench.numbers import short_count
from propbench.reports.claims.questions import LIMITS, ClaimVerdict, comparisons, question
from propbench.reports.claims.ratios import RATIOS, SURE
from propbench.reports.claims.words import Words
from propbench.reports.drawing import Axis, Facets, FigureSpec, Hue, Names, Panels, numerically
from propbench.reports.sentences.reading import DECIDED

_QUESTIONS = ("interpreted", "compiled")
_COLUMNS = ["work", "ways", "m", *LIMITS, "finding", "no_arrivals"]


def data(claim: ClaimVerdict) -> pd.DataFrame:
    """A row a comparison of loops with NumPy."""
    tables = [comparisons(question(claim, name)) for name in _QUESTIONS]
    return pd.concat(tables, ignore_index=True).reindex(columns=_COLUMNS)


VECTORISE = FigureSpec(
    title="How many times as long loops take as NumPy",
    data=data,
    facets=Facets(
        panels=Panels("work"),
        hue=Hue("ways"),
        x=Axis("m", Names(numerically, lambda m: short_count(int(m))), "m"),
        y=Axis("ratio", RATIOS, "seconds, loops / NumPy"),
        height=2.6,
        aside=0.6,
        marks=SURE,
    ),
    reading=(
        "Above the heavy line NumPy is faster, below it the loops are; inside the grey band the "
        f"difference is too small to matter. {DECIDED}"
    ),
)

WORDS = Words(answer=VECTORISE)
