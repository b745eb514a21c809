"""C8: who stops, who goes on, and who is ahead, at the most examples and at equal seconds."""

from collections.abc import Iterator, Mapping

from propbench.bench.claims.c08_more_data.curve_cells import ahead_cells, budget_cells
from propbench.bench.claims.c08_more_data.curves import (
    Curves,
    crossings,
    curves_of,
    rows,
    seconds_of,
)
from propbench.bench.claims.c08_more_data.learners import (
    KERNEL,
    LARGEST,
    LINEAR,
    NETWORKS,
    TRADITIONAL,
)
from propbench.bench.claims.c08_more_data.learning_curves import CONTROL
from propbench.bench.claims.c08_more_data.plateaus import improves
from propbench.bench.claims.referee.answering import answered
from propbench.bench.claims.referee.comparison import ArmComparison
from propbench.bench.claims.referee.estimates import LONGER, NO_LONGER
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.words import Word, all_of
from propbench.bench.claims.shared import observed

_LARGER = tuple(NETWORKS)[-2:]

_BUDGETS_S = (0.01, 0.1, 1.0)
"""Seconds of one fit, at which learners are compared."""


def judge(evidence: Evidence) -> tuple[Question, ...]:
    curves = curves_of(evidence.values("error"))
    tested = {key: curve for key, curve in curves.items() if key[0] != CONTROL}
    return (
        _stopped("linear", "Do linear learners stop improving?", curves, tuple(LINEAR)),
        _stopped(
            "kernel", "Does the SVM with a radial kernel stop improving?", curves, tuple(KERNEL)
        ),
        answered(
            ("networks", "Do larger networks keep improving?"),
            _improvements(tested, _LARGER),
            LONGER,
            _learner,
            task="data",
            series=(
                *rows(curves, tuple(NETWORKS)),
                *observed.rows(evidence, "not_converged"),
            ),
        ),
        answered(
            (
                "ahead",
                "At the most examples, does the largest network make fewer errors than all others?",
            ),
            ahead_cells(tested, LARGEST, TRADITIONAL),
            LONGER,
            task="data",
            series=crossings(curves, LARGEST, TRADITIONAL),
        ),
        _at_equal_seconds(evidence, tested),
    )


def formula(questions: Mapping[str, Question]) -> Word:
    """That the old ones stop while larger networks go on; who is ahead is beside it."""
    return all_of(questions[name].word for name in ("linear", "kernel", "networks"))


def _stopped(name: str, question: str, curves: Curves, learners: tuple[str, ...]) -> Question:
    tested = {key: curve for key, curve in curves.items() if key[0] != CONTROL}
    return answered(
        (name, question),
        _improvements(tested, learners),
        NO_LONGER,
        _learner,
        task="data",
        series=rows(curves, learners),
    )


def _improvements(curves: Curves, learners: tuple[str, ...]) -> Iterator[ArmComparison]:
    for (data, learner), curve in curves.items():
        if learner in learners:
            yield improves(curve, {"data": data, "learner": learner})


def _at_equal_seconds(evidence: Evidence, curves: Curves) -> Question:
    spent = seconds_of(evidence.values("fit_s"))
    comparisons = [
        each
        for budget_s in _BUDGETS_S
        for each in budget_cells(curves, spent, LARGEST, TRADITIONAL, budget_s)
    ]
    return answered(
        ("seconds", "At equal seconds of fitting, does the largest network make fewer errors?"),
        comparisons,
        LONGER,
        lambda each: each.factors["seconds"],
        task="data",
    )


def _learner(comparison: ArmComparison) -> str:
    return comparison.factors["learner"]
