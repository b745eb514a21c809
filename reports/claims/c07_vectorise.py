"""C7 on the page: how many times as long loops take as NumPy, by m."""

from collections.abc import Iterator

import pandas as pd

from propbench.bench.numbers import short_count
from propbench.reports.claims.lesson import Lesson
from propbench.reports.claims.questions import LIMITS, ClaimVerdict, comparisons, question
from propbench.reports.claims.ratios import RATIOS, WITH_LIMITS
from propbench.reports.claims.saying import told_of
from propbench.reports.claims.words import Words
from propbench.reports.drawing import Axis, Facets, FigureSpec, Hue, Names, Panels, numerically
from propbench.reports.sentences.contests import SECONDS, Contest
from propbench.reports.sentences.short import Forms

_QUESTIONS = ("interpreted", "compiled")
_COLUMNS = ["work", "ways", "m", *LIMITS]
_TAKES = SECONDS, ("takes", "takes")
_LOOPS = {
    "loops over lists / NumPy": (
        "interpreted",
        Contest("an interpreted loop", "NumPy", *_TAKES),
    ),
    "compiled loops / NumPy": ("compiled", Contest("a compiled loop", "NumPy", *_TAKES)),
    "fused compiled loops / NumPy in place": (
        "compiled",
        Contest("a compiled loop tuned by a specialist", "tuned NumPy", *_TAKES),
    ),
}
"""By the pair of ways: the question, and who they are."""
_SIZES = {
    "m up to 10": "with up to ten examples",
    "m up to 1 000": "with up to a thousand",
    "larger m": "with more",
}


def sentences(claim: ClaimVerdict) -> Iterator[Forms]:
    """Interpreted loops; compiled ones; those of a specialist."""
    for ways, (asked, contest) in _LOOPS.items():
        names = {f"{ways}, {size}": words for size, words in _SIZES.items()}
        yield told_of(claim, asked, contest, names)


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
        x=Axis("m", Names(numerically, lambda m: short_count(int(m)), size=9), "m (examples)"),
        y=Axis("ratio", RATIOS, "time of loops / NumPy"),
        height=2.6,
        aside=0.6,
        marks=WITH_LIMITS,
    ),
    reading=(
        "Above the heavy line NumPy is faster, below it the loops are; inside the grey band the "
        "difference is too small to matter."
    ),
)

WORDS = Words(
    sentences,
    lesson=Lesson(2, "Vectorization", "NYnog/vectorization"),
    rule=(
        "Loops must take longer than NumPy on the course's own lines and on a training step, "
        "at small, middle and large sizes. Interpreted and compiled loops are asked by "
        "themselves. Broadcasting, rank-1 arrays and the course's two lines are asked as "
        "well, but do not decide."
    ),
    topics={
        "interpreted": "interpreted loops",
        "compiled": "compiled loops",
        "broadcasting": "broadcasting",
        "rank_1": "rank-1 arrays",
        "note_lines": "the note's two lines",
    },
    asks=("interpreted", "compiled"),
    figure=VECTORISE,
)
