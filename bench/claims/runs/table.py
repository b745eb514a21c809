"""Verdicts as a table for a terminal, and as claims.json."""

import json
import math
import textwrap
from pathlib import Path
from typing import Any

from propbench.bench.claims.referee.amendments import after_the_fact
from propbench.bench.claims.referee.verdicts import ArmComparison

from propbench.bench.claims.referee.arm_summary import ArmSummary
from propbench.bench.claims.referee.comparing import under_penalties
from propbench.bench.claims.referee.forecasts import EVEN, summary
from propbench.bench.claims.referee.judging import ClaimVerdict, Judged
from propbench.bench.claims.referee.registration import Question
from propbench.bench.results import write_atomically

FILE = "claims.json"
SCHEMA = 1
_WIDTH = 80
_NUMBERS = ("ratio", "ci", "minimum_detectable_ratio")


def lines(judged: Judged) -> list[str]:
    """At most 80 columns: a line a claim, then its answers; last the forecasts, and what is stale.

    Raises ValueError without a verdict.
    """
    text = [line for verdict in judged.verdicts for line in _of_claim(verdict)]
    last = [str(summary([verdict.score for verdict in judged.verdicts]))]
    last += [f"Not used: {reason}." for reason in judged.stale]
    last += [f"New since runs were shipped: {', '.join(judged.new)}."] if judged.new else []
    return [*text, *(line for sentence in last for line in textwrap.wrap(sentence, _WIDTH))]


def _of_claim(claim: ClaimVerdict) -> list[str]:
    verdict = f"{claim.verdict}: {claim.factor}" if claim.factor else claim.verdict
    title = f"{claim.registration.id:<4} {claim.registration.title}: {verdict}"
    answers = (
        f"{question.question} {question.verdict.capitalize()}. {question.answer}"
        for question in claim.questions
    )
    amendments = (f"Registered after the fact: {sentence}" for sentence in after_the_fact(claim))
    return [
        *textwrap.wrap(title, _WIDTH, subsequent_indent="     "),
        *(line for sentence in (*answers, *amendments) for line in _indented(sentence)),
    ]


def _indented(sentence: str) -> list[str]:
    return textwrap.wrap(sentence, _WIDTH, initial_indent="     ", subsequent_indent="       ")


def write(judged: Judged, out: Path) -> None:
    """Replace claims.json."""
    forecasts = summary([verdict.score for verdict in judged.verdicts])
    content = {
        "schema_version": SCHEMA,
        "forecasts": {**vars(forecasts), "even": EVEN},
        "repeated": vars(judged.agreement),
        "stale": judged.stale,
        "new": judged.new,
        "claims": [as_json(verdict) for verdict in judged.verdicts],
    }
    text = json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False)
    write_atomically(out / FILE, text + "\n")


def as_json(claim: ClaimVerdict) -> dict[str, Any]:
    """One claim; its typical comparison lends it ratio, interval and detectable ratio."""
    forecast = claim.registration.forecast
    typical = _cell(claim.typical) if claim.typical else dict.fromkeys(_NUMBERS)
    return {
        "id": claim.registration.id,
        "title": claim.registration.title,
        "verdict": claim.verdict,
        "factor": claim.factor or None,
        **{name: typical[name] for name in _NUMBERS},
        "forecast": {"words": forecast.words, "probabilities": dict(forecast.probabilities)},
        "brier": claim.score.brier,
        "registered_after_the_fact": after_the_fact(claim),
        "flip": [_cell(cell) for cell in claim.flip] if claim.flip else None,
        "races": {"judged": len(claim.finishes), "registered": claim.n_registered},
        "cells": [_cell(cell) for cell in claim.cells],
        "parts": [_question(question, claim.registration.share) for question in claim.questions],
    }


def _question(question: Question, share: float) -> dict[str, Any]:
    return {
        "id": question.id,
        "question": question.question,
        "answer": question.answer,
        "verdict": question.verdict,
        "factor": question.factor or None,
        "cells": len(question.cells),
        "verdict_under_penalty": under_penalties(question.cells, share),
    }


def _cell(cell: ArmComparison) -> dict[str, Any]:
    return {
        "factors": dict(cell.factors),
        "finding": cell.finding,
        "ratio": cell.ratio.point if cell.ratio else None,
        "ci": [cell.ratio.low, cell.ratio.high] if cell.ratio else None,
        "minimum_detectable_ratio": cell.minimum_detectable,
        "note": cell.note,
        "arms": [_arm(arm) for arm in cell.arms],
        "finding_under_penalty": dict(cell.under),
    }


def _arm(arm: ArmSummary) -> dict[str, Any]:
    """An arm; without an arrival no number of tries is expected to do, which is null."""
    expected = arm.expected_iterations
    return {
        "name": arm.name,
        "learning_rate": arm.learning_rate,
        "initialisation": arm.initialisation,
        "runs": arm.arrived.n,
        "arrived": arm.arrived.point,
        "arrived_ci": [arm.arrived.low, arm.arrived.high],
        "diverged": arm.diverged,
        "expected_running_time": expected if math.isfinite(expected) else None,
        "expected_best_of_n_trials": {str(n): best for n, best in arm.expected_best.items()},
    }
