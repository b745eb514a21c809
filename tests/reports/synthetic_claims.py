"""Judgements with known numbers, for figures and sentences."""

from collections.abc import Mapping

from propbench.bench.claims.forecasts import score
from propbench.bench.claims.judging import Agreement, Judged, Judgement
from propbench.bench.claims.registration import (
    Cell,
    Finding,
    Forecast,
    Part,
    Registration,
    VerdictWord,
)
from propbench.bench.convergence.races import Finish
from propbench.bench.statistics import Interval

ODDS: Mapping[VerdictWord, float] = {
    "supported": 0.7,
    "not supported": 0.1,
    "depends": 0.1,
    "inconclusive": 0.1,
}


def cell(point: float, finding: Finding = "supports", **factors: str) -> Cell:
    """A comparison whose limits are 10 % away."""
    return Cell(factors, finding, Interval(point, point / 1.1, point * 1.1, 20, "confidence"))


def judgement(
    *parts: Part,
    name: str = "C1",
    verdict: VerdictWord = "supported",
    factor: str = "",
    flip: tuple[Cell, Cell] | None = None,
    finishes: tuple[Finish, ...] = (),
) -> Judgement:
    """A claim that was given 70 % to be supported."""
    forecast = Forecast("It holds.", ODDS)
    registration = Registration(name, "A title", "As taught.", "The rule.", forecast)
    return Judgement(registration, verdict, factor, parts, score(ODDS, verdict), finishes, 2, flip)


def judged(*judgements: Judgement) -> Judged:
    """Several claims."""
    return Judged(judgements, {}, Agreement(0, 0, 0), ())
