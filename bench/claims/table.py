"""Judgements as a table for a terminal, and as claims.json."""

import json
import math
import textwrap
from pathlib import Path
from typing import Any

from propbench.bench.claims.amendments import after_the_fact
from propbench.bench.claims.comparing import under_penalties
from propbench.bench.claims.forecasts import EVEN, summary
from propbench.bench.claims.judging import Judged, Judgement
from propbench.bench.claims.registration import Part
from propbench.bench.claims.sides import Side
from propbench.bench.claims.verdicts import Cell
from propbench.bench.results import write_atomically

FILE = "claims.json"
SCHEMA = 1
_WIDTH = 80
_NUMBERS = ("ratio", "ci", "minimum_detectable_ratio")


def lines(judged: Judged) -> list[str]:
    """At most 80 columns: a line a claim, then its answers; last the forecasts, and what is stale.

    Raises ValueError without a judgement.
    """
    text: list[str] = []
    for one in judged.judgements:
        verdict = f"{one.verdict}: {one.factor}" if one.factor else one.verdict
        text += textwrap.wrap(
            f"{one.registration.id:<4} {one.registration.title}: {verdict}",
            _WIDTH,
            subsequent_indent="     ",
        )
        for part in one.parts:
            text += textwrap.wrap(
                f"{part.question} {part.verdict.capitalize()}. {part.answer}",
                _WIDTH,
                initial_indent="     ",
                subsequent_indent="       ",
            )
        for said in after_the_fact(one):
            text += textwrap.wrap(
                f"Registered after the fact: {said}",
                _WIDTH,
                initial_indent="     ",
                subsequent_indent="       ",
            )
    last = [str(summary([one.score for one in judged.judgements]))]
    last += [f"Not used: {reason}." for reason in judged.stale]
    return [*text, *(line for said in last for line in textwrap.wrap(said, _WIDTH))]


def write(judged: Judged, out: Path) -> None:
    """Replace claims.json."""
    forecasts = summary([one.score for one in judged.judgements])
    content = {
        "schema_version": SCHEMA,
        "forecasts": {**vars(forecasts), "even": EVEN},
        "repeated": vars(judged.agreement),
        "stale": judged.stale,
        "claims": [as_json(one) for one in judged.judgements],
    }
    text = json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False)
    write_atomically(out / FILE, text + "\n")


def as_json(one: Judgement) -> dict[str, Any]:
    """One claim; its typical comparison lends it ratio, interval and detectable ratio."""
    forecast = one.registration.forecast
    typical = _cell(one.typical) if one.typical else dict.fromkeys(_NUMBERS)
    return {
        "id": one.registration.id,
        "title": one.registration.title,
        "verdict": one.verdict,
        "factor": one.factor or None,
        **{name: typical[name] for name in _NUMBERS},
        "forecast": {"words": forecast.words, "probabilities": dict(forecast.probabilities)},
        "brier": one.score.brier,
        "registered_after_the_fact": after_the_fact(one),
        "flip": [_cell(cell) for cell in one.flip] if one.flip else None,
        "races": {"judged": len(one.finishes), "registered": one.n_registered},
        "cells": [_cell(cell) for cell in one.cells],
        "parts": [_part(part, one.registration.share) for part in one.parts],
    }


def _part(part: Part, share: float) -> dict[str, Any]:
    return {
        "id": part.id,
        "question": part.question,
        "answer": part.answer,
        "verdict": part.verdict,
        "factor": part.factor or None,
        "cells": len(part.cells),
        "verdict_under_penalty": under_penalties(part.cells, share),
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "factors": dict(cell.factors),
        "finding": cell.finding,
        "ratio": cell.ratio.point if cell.ratio else None,
        "ci": [cell.ratio.low, cell.ratio.high] if cell.ratio else None,
        "minimum_detectable_ratio": cell.minimum_detectable,
        "note": cell.note,
        "arms": [_side(side) for side in cell.sides],
        "finding_under_penalty": dict(cell.under),
    }


def _side(side: Side) -> dict[str, Any]:
    """An arm; without an arrival no number of tries is expected to do, which is null."""
    expected = side.expected_iterations
    return {
        "name": side.name,
        "learning_rate": side.learning_rate,
        "initialisation": side.initialisation,
        "runs": side.arrived.n,
        "arrived": side.arrived.point,
        "arrived_ci": [side.arrived.low, side.arrived.high],
        "diverged": side.diverged,
        "expected_running_time": expected if math.isfinite(expected) else None,
        "expected_best_of_n_trials": {str(n): best for n, best in side.expected_best.items()},
    }
