"""What the referee hands over, as tables and numbers: the questions of a claim, by name.

The types of the referee that the page needs pass through here, and only here.
"""

import math
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from propbench.bench.claims.referee.judging import ClaimVerdict
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.verdicts import ArmComparison
from propbench.bench.numbers import times
from propbench.bench.statistics import Interval

__all__ = ["ArmComparison", "ClaimVerdict", "Question"]

LIMITS = ["ratio", "low", "high"]
ROW = ["where", *LIMITS, "finding"]
ABSENT = "What this claim\u2019s figure shows is not part of this run."

Row = Mapping[str, str | float]


def question(claim: ClaimVerdict, name: str) -> Question:
    """One question by its id; one without comparisons where the claim was not asked it."""
    asked = (one for one in claim.questions if one.id == name)
    return next(asked, Question(name, "", "", "inconclusive"))


def rows(asked: Question, quantity: str) -> list[Row]:
    """The series of one quantity."""
    return [row for row in asked.series if row.get("quantity") == quantity]


def series(
    asked: Question, quantity: str, columns: Sequence[str], whole: Sequence[str] = ()
) -> pd.DataFrame:
    """The series of one quantity as a table; the last of `columns` has its values.

    Columns in `whole` are of whole numbers, whatever the series has them as.
    """
    table = pd.DataFrame([{**row, columns[-1]: row["value"]} for row in rows(asked, quantity)])
    return table.reindex(columns=list(columns)).astype(dict.fromkeys(whole, int))


def comparisons(asked: Question) -> pd.DataFrame:
    """A row a comparison: its factors, LIMITS, and what comes of it.

    Those without a ratio are left out, but for those in which neither arm arrived.
    """
    return pd.DataFrame(
        {
            **cell.factors,
            **limits(cell),
            "finding": cell.finding,
            "no_arrivals": cell.no_arrivals,
        }
        for cell in asked.cells
        if cell.ratio or cell.no_arrivals
    )


def row(comparison: ArmComparison) -> dict[str, object]:
    """ROW of a comparison by itself: its setting in words, LIMITS, and what comes of it."""
    where = ", ".join(f"{factor} {level}" for factor, level in comparison.factors.items())
    return {"where": where, **limits(comparison), "finding": comparison.finding}


def limits(comparison: ArmComparison) -> dict[str, float]:
    """LIMITS of a comparison, NaN without a ratio."""
    ratio = comparison.ratio
    numbers = (ratio.point, ratio.low, ratio.high) if ratio else (math.nan,) * len(LIMITS)
    return dict(zip(LIMITS, numbers, strict=True))


def ratios(asked: Question) -> list[tuple[Interval, ArmComparison]]:
    """The comparisons with a ratio that says something, from the lowest to the highest."""
    return sorted(_with_ratio(asked), key=lambda pair: pair[0].point)


def span(asked: Question, words: str) -> str:
    """The lowest and the highest ratio, each with its factors in these words."""
    ordered = ratios(asked)
    low, high = (
        f"{times(ratio.point)} ({words.format(**comparison.factors)})"
        for ratio, comparison in (ordered[0], ordered[-1])
    )
    return f"between {low} and {high}"


def decided(asked: Question) -> str:
    """How many of the ratios are decided."""
    return _decided([comparison for _, comparison in ratios(asked)], "these {} ratios")


def settled(asked: Question) -> str:
    """How many of all its comparisons are decided, with a ratio or without."""
    return _decided(asked.cells, "{} comparisons")


def _decided(comparisons: Sequence[ArmComparison], these: str) -> str:
    n = sum(comparison.finding != "inconclusive" for comparison in comparisons)
    return f"{n or 'none'} of {these.format(len(comparisons))} {'are' if n > 1 else 'is'} decided"


def _with_ratio(asked: Question) -> Iterator[tuple[Interval, ArmComparison]]:
    for comparison in asked.cells:
        if comparison.ratio is not None:
            yield comparison.ratio, comparison
