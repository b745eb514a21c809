"""C5: the questions that races answer, and what they and those on like units come to."""

from collections.abc import Mapping

import numpy as np

from propbench.bench.claims.c05_initialisation import symmetry_questions
from propbench.bench.claims.c05_initialisation.registration import START_QUESTIONS, SWEEP
from propbench.bench.claims.c05_initialisation.starts import StartQuestion
from propbench.bench.claims.referee.answering import answered
from propbench.bench.claims.referee.comparing import ArmPair, compare_all, headline
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question, Series
from propbench.bench.claims.referee.words import Word, all_of, because
from propbench.bench.claims.shared.observed import rows


def judge(evidence: Evidence) -> tuple[Question, ...]:
    series: dict[str, Series] = {
        "small": rows(evidence, "first_to_last_gradient"),
        "large": (*rows(evidence, "saturated"), *_scales(evidence)),
    }
    zero, *others = (
        _raced(start, evidence, series.get(start.name, ())) for start in START_QUESTIONS
    )
    return (
        zero,
        symmetry_questions.logistic(evidence),
        symmetry_questions.reason(evidence),
        symmetry_questions.symmetry(evidence),
        *others,
    )


def formula(questions: Mapping[str, Question]) -> Word:
    """All that the sentence says at once; logistic regression, the clock of symmetry and a zero
    output layer, of which it does not speak, stand beside it."""
    zero = because(questions["zero"].word, questions["reason"].word)
    return all_of((zero, *(questions[name].word for name in ("zero_b", "small", "large"))))


def _raced(start: StartQuestion, evidence: Evidence, series: Series) -> Question:
    pairs = (
        ArmPair(evidence.finishes[race], *start.slow_and_fast(race), where)
        for race, where in start.races.items()
        if race in evidence.finishes
    )
    named = start.name, start.question
    return answered(named, compare_all(pairs), start.expects, start.group, series=series)


def _scales(evidence: Evidence) -> Series:
    """Median iterations of each rule of the sweep, and of the textbook's."""
    return tuple(
        {
            "quantity": "scale_iterations",
            "task": race.task,
            "activation": arm.activation,
            "rule": arm.initialisation,
            "value": float(np.median(finish.entrants[arm.name].times(headline(finish)))),
        }
        for race, finish in evidence.finishes.items()
        if race in SWEEP
        for arm in race.arms
    )
