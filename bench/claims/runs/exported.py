"""Judged claims as claims.json: every estimate, task and comparison, in numbers."""

import json
import math
from pathlib import Path
from typing import Any

from propbench.bench.claims.referee.arm_summary import ArmSummary
from propbench.bench.claims.referee.comparison import ArmComparison
from propbench.bench.claims.referee.deciding import further_tasks
from propbench.bench.claims.referee.estimates import Estimate
from propbench.bench.claims.referee.forecasts import EVEN, summary
from propbench.bench.claims.referee.judging import ClaimVerdict, Judged
from propbench.bench.claims.referee.registration import Question
from propbench.bench.results import write_atomically
from propbench.bench.statistics import Interval

FILE = "claims.json"
SCHEMA = 2


def write(judged: Judged, out: Path) -> None:
    """Replace claims.json. Raises ValueError without a verdict."""
    write_atomically(out / FILE, as_text(judged))


def as_text(judged: Judged) -> str:
    """What stands in claims.json. Raises ValueError without a verdict."""
    forecasts = summary([verdict.score for verdict in judged.verdicts])
    content = {
        "schema_version": SCHEMA,
        "forecasts": {**vars(forecasts), "even": EVEN},
        "repeated": vars(judged.agreement),
        "stale": judged.stale,
        "new": judged.new,
        "claims": [as_json(verdict) for verdict in judged.verdicts],
    }
    return json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def as_json(claim: ClaimVerdict) -> dict[str, Any]:
    """One claim with its questions."""
    registration = claim.registration
    return {
        "id": registration.id,
        "title": registration.title,
        "word": claim.word,
        "rule": registration.rule,
        "forecast": {
            "words": registration.forecast.words,
            "probabilities": dict(registration.forecast.probabilities),
        },
        "brier": claim.score.brier,
        "races": {"judged": len(claim.finishes), "registered": claim.n_registered},
        "questions": [_question(question) for question in claim.questions],
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "question": question.question,
        "word": question.word,
        "estimates": [_estimate(estimate) for estimate in question.estimates],
        "comparisons": [_comparison(comparison) for comparison in question.comparisons],
    }


def _estimate(estimate: Estimate) -> dict[str, Any]:
    """Without `ratio` it is of facts, and has no chance in it."""
    pooled = estimate.pooled
    return {
        "name": estimate.name,
        "answer": estimate.answer,
        "outcome": estimate.outcome,
        **_ratio(estimate.ratio),
        "bound": estimate.bound or None,
        "p": estimate.p,
        "prediction": pooled.prediction if pooled else None,
        "spread_of_logs": pooled.spread if pooled else None,
        "tasks_that_would_decide": further_tasks(pooled) if pooled else None,
        "tasks": [
            {"task": each.task, **_ratio(each.ratio), "finding": each.finding}
            for each in estimate.tasks
        ],
        "tasks_in_which_nobody_arrived": estimate.silent,
    }


def _comparison(comparison: ArmComparison) -> dict[str, Any]:
    return {
        "factors": dict(comparison.factors),
        **_ratio(comparison.ratio),
        "bound": comparison.bound or None,
        "note": comparison.note,
        "arms": [_arm(arm) for arm in comparison.arms],
    }


def _arm(arm: ArmSummary) -> dict[str, Any]:
    return {
        "name": arm.name,
        "learning_rate": arm.learning_rate,
        "initialisation": arm.initialisation,
        "runs": arm.arrived.n,
        "arrived": arm.arrived.point,
        "arrived_ci": [arm.arrived.low, arm.arrived.high],
        "diverged": arm.diverged,
        "median_iterations": arm.median,
    }


def _ratio(ratio: Interval | None) -> dict[str, Any]:
    """Null without one, and where it is not finite."""
    if ratio is None or not all(map(math.isfinite, (ratio.point, ratio.low, ratio.high))):
        return {"ratio": None, "ci": None}
    return {"ratio": ratio.point, "ci": [ratio.low, ratio.high]}
