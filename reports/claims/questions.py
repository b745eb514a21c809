"""What the referee hands over, as tables and numbers: the questions of a claim, by name.

The types of the referee that the page needs pass through here, and only here.
"""

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from propbench.bench.claims.referee.comparison import ArmComparison
from propbench.bench.claims.referee.estimates import Estimate
from propbench.bench.claims.referee.judging import ClaimVerdict
from propbench.bench.claims.referee.registration import Question
from propbench.bench.statistics import Interval

__all__ = ["ArmComparison", "ClaimVerdict", "Estimate", "Question"]

LIMITS = ["ratio", "low", "high"]
ABSENT = "What this claim\u2019s figure shows is not part of this run."

Row = Mapping[str, str | float]


def question(claim: ClaimVerdict, name: str) -> Question:
    """One question by its id; one without comparisons where the claim was not asked it."""
    asked = (part for part in claim.questions if part.id == name)
    return next(asked, Question(name, "", "not measured"))


def places(asked: Question, names: Mapping[str, str]) -> dict[str, Estimate]:
    """Its estimates by where they hold, in the order and the words of `names`."""
    own = {estimate.name: estimate for estimate in asked.estimates}
    return {words: own[name] for name, words in names.items() if name in own}


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
    """A row a comparison that has a ratio: its factors and LIMITS."""
    return pd.DataFrame(
        {**comparison.factors, **limits(comparison.ratio)}
        for comparison in asked.comparisons
        if comparison.ratio
    )


def limits(ratio: Interval | None) -> dict[str, float]:
    """LIMITS, NaN without a ratio."""
    numbers = (ratio.point, ratio.low, ratio.high) if ratio else (math.nan,) * len(LIMITS)
    return dict(zip(LIMITS, numbers, strict=True))
