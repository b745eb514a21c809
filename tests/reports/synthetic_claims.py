"""Judgements with known numbers, for figures and sentences."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from propbench.bench.claims.referee.comparison import ArmComparison, Finding
from propbench.bench.claims.referee.estimates import Estimate, TaskRatio
from propbench.bench.claims.referee.expectations import Answer, Outcome
from propbench.bench.claims.referee.forecasts import score
from propbench.bench.claims.referee.judging import Agreement, ClaimVerdict, Judged
from propbench.bench.claims.referee.registration import Forecast, Question, Registration
from propbench.bench.claims.referee.words import Kind, Word
from propbench.bench.statistics import Interval
from propbench.bench.statistics.pooling import Pooled
from propbench.bench.training.races import Finish

ODDS: Mapping[Kind, float] = {"true": 0.7, "in part": 0.1, "false": 0.1, "cannot tell": 0.1}

TASKS = ("xor", "moons", "digits", "digits_even")


def cell(point: float, finding: Finding = "supports", **factors: str) -> ArmComparison:
    """A comparison whose limits are 10 % away."""
    return ArmComparison(factors, finding, interval(point))


def interval(point: float) -> Interval:
    """With limits 10 % away."""
    return Interval(point, point / 1.1, point * 1.1, 20, "confidence")


def estimate(
    outcome: Outcome,
    ratios: Sequence[float],
    name: str = "",
    answer: Answer = "open",
    bound: str = "",
) -> Estimate:
    """Of a task a ratio; the spread between them makes the limits."""
    logs = [math.log(ratio) for ratio in ratios]
    mean = sum(logs) / len(logs)
    spread = math.sqrt(sum((log - mean) ** 2 for log in logs) / max(1, len(logs) - 1))
    se = max(0.02, spread / math.sqrt(len(logs)))
    pooled = Pooled(mean, se, max(1, len(logs) - 1), spread, len(logs))
    tasks = tuple(
        TaskRatio(task, interval(ratio), "supports")
        for task, ratio in zip(TASKS * 3, ratios, strict=False)
    )
    return Estimate(name, answer, outcome, pooled, tasks, bound, (), 0.01)


def asked(
    name: str,
    *comparisons: ArmComparison,
    word: Word = "true",
    estimates: Sequence[Estimate] = (),
    series: Sequence[Mapping[str, Any]] = (),
) -> Question:
    """A question under this id."""
    return Question(name, f"Is {name} so?", word, tuple(estimates), comparisons, tuple(series))


def judgement(
    *questions: Question,
    name: str = "C1",
    word: Word = "true",
    finishes: tuple[Finish, ...] = (),
) -> ClaimVerdict:
    """A claim that was given 70 % to be true."""
    registration = Registration(
        name, "A title", "As taught.", "The rule.", Forecast("It holds.", ODDS)
    )
    return ClaimVerdict(registration, word, questions, score(ODDS, word), finishes, 2)


def judged(*judgements: ClaimVerdict) -> Judged:
    """Several claims."""
    return Judged(judgements, {}, Agreement(0, 0, 0), ())
