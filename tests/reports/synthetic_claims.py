"""Judgements with known numbers, for figures and sentences."""

from collections.abc import Mapping

from propbench.bench.claims.referee.forecasts import score
from propbench.bench.claims.referee.judging import Agreement, ClaimVerdict, Judged
from propbench.bench.claims.referee.registration import Forecast, Question, Registration
from propbench.bench.claims.referee.verdicts import ArmComparison, Finding, VerdictWord
from propbench.bench.statistics import Interval
from propbench.bench.training.races import Finish

ODDS: Mapping[VerdictWord, float] = {
    "supported": 0.7,
    "not supported": 0.1,
    "depends": 0.1,
    "inconclusive": 0.1,
}


def cell(point: float, finding: Finding = "supports", **factors: str) -> ArmComparison:
    """A comparison whose limits are 10 % away."""
    return ArmComparison(
        factors, finding, Interval(point, point / 1.1, point * 1.1, 20, "confidence")
    )


def judgement(
    *parts: Question,
    name: str = "C1",
    verdict: VerdictWord = "supported",
    factor: str = "",
    flip: tuple[ArmComparison, ArmComparison] | None = None,
    finishes: tuple[Finish, ...] = (),
) -> ClaimVerdict:
    """A claim that was given 70 % to be supported."""
    forecast = Forecast("It holds.", ODDS)
    registration = Registration(name, "A title", "As taught.", "The rule.", forecast)
    return ClaimVerdict(
        registration, verdict, factor, parts, score(ODDS, verdict), finishes, 2, flip
    )


def judged(*judgements: ClaimVerdict) -> Judged:
    """Several claims."""
    return Judged(judgements, {}, Agreement(0, 0, 0), ())
