"""C8: who stops, who goes on, and who is ahead, at the most examples and at equal seconds."""

from collections.abc import Callable

from propbench.bench.claims.c08_more_data.curve_cells import ahead_cells, budget_cells
from propbench.bench.claims.c08_more_data.curve_words import (
    crossover_words,
    curve_words,
    early_words,
)
from propbench.bench.claims.c08_more_data.curves import Curves, curves_of, rows, seconds_of
from propbench.bench.claims.c08_more_data.learners import (
    KERNEL,
    LARGEST,
    LINEAR,
    NETWORKS,
    TRADITIONAL,
)
from propbench.bench.claims.c08_more_data.plateaus import improves, stops
from propbench.bench.claims.c08_more_data.registration import REGISTRATION
from propbench.bench.claims.referee.answering import Cells, answered
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question, Series
from propbench.bench.claims.shared.wording import by_level, tally

_BEST_ERROR = 0.0

_LARGER = tuple(NETWORKS)[-2:]

_BUDGETS_S = (0.01, 0.1, 1.0)
"""Seconds of one fit, at which learners are compared."""


def judge(evidence: Evidence) -> tuple[Question, ...]:
    curves = curves_of(evidence.values("error"))
    return (
        _stopped("linear", "Do linear learners stop improving?", curves, tuple(LINEAR)),
        _stopped(
            "kernel", "Does the SVM with a radial kernel stop improving?", curves, tuple(KERNEL)
        ),
        _going(evidence, curves),
        _ahead(curves),
        _at_equal_seconds(evidence, curves),
    )


def _stopped(name: str, question: str, curves: Curves, learners: tuple[str, ...]) -> Question:
    cells = [
        stops(curve, {"data": data, "learner": learner}, _BEST_ERROR)
        for (data, learner), curve in curves.items()
        if learner in learners
    ]
    return _answered(
        (name, question), cells, lambda _: curve_words(curves, learners), rows(curves, learners)
    )


def _going(evidence: Evidence, curves: Curves) -> Question:
    cells = [
        improves(curve, {"data": data, "learner": learner})
        for (data, learner), curve in curves.items()
        if learner in _LARGER
    ]
    return _answered(
        ("networks", "Do larger networks keep improving?"),
        cells,
        lambda kept: (
            "Ten times the examples lower the error, over the last decade and as geometric "
            f"means, {by_level(kept, 'data')}. {curve_words(curves, _LARGER)} "
            f"{early_words(evidence.values('not_converged'), tuple(NETWORKS))}"
        ),
        rows(curves, tuple(NETWORKS)),
    )


def _ahead(curves: Curves) -> Question:
    return _answered(
        (
            "ahead",
            "At the most examples, does the largest network make fewer errors than all others?",
        ),
        ahead_cells(curves, LARGEST, TRADITIONAL),
        lambda cells: (
            f"Errors of the best traditional learner over its own: {by_level(cells, 'data')}. "
            f"{crossover_words(curves, LARGEST, TRADITIONAL)}"
        ),
    )


def _at_equal_seconds(evidence: Evidence, curves: Curves) -> Question:
    spent = seconds_of(evidence.values("fit_s"))
    cells = [
        cell
        for budget_s in _BUDGETS_S
        for cell in budget_cells(curves, spent, LARGEST, TRADITIONAL, budget_s)
    ]
    return _answered(
        ("seconds", "At equal seconds of fitting, does the largest network make fewer errors?"),
        cells,
        lambda kept: (
            "Errors of the best traditional learner over its own, each at its best size that is "
            f"fitted in time: {by_level(kept, 'seconds') or 'it was never fitted in time'}."
        ),
    )


def _answered(
    named: tuple[str, str], cells: Cells, words: Callable[[Cells], str], series: Series = ()
) -> Question:
    """Begins with how many comparisons say what."""
    return answered(
        named,
        cells,
        lambda kept: f"{tally(kept).capitalize()}. {words(kept)}",
        REGISTRATION.share,
        series,
    )
