"""C8: who stops, who goes on, and who is ahead, at the most examples and at equal seconds.

The estimate of a curve is by what factor ten times the examples lower its error. It has stopped
where that is below the margin for sure: a curve that is only too noisy to tell has not. What error
would be the best possible is asked of no data set, because real ones do not tell.
"""

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from propbench.bench.claims.c08_more_data.curves import (
    Curves,
    crossover,
    curves_of,
    improvement,
    rows,
    seconds_of,
)
from propbench.bench.claims.c08_more_data.learners import (
    LARGEST,
    LEARNERS,
    LINEAR,
    NETWORKS,
    TRADITIONAL,
)
from propbench.bench.claims.c08_more_data.learning_curves import CONTROL
from propbench.bench.claims.c08_more_data.rivals import ahead, at_equal_seconds, rivals
from propbench.bench.claims.referee.answering import answered
from propbench.bench.claims.referee.comparison import ArmComparison, compared
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.expectations import LONGER, NO_LONGER
from propbench.bench.claims.referee.registration import Question, Series
from propbench.bench.claims.referee.words import Word, all_of

_LARGER = tuple(NETWORKS)[-2:]

_BUDGETS_S = (0.01, 0.1, 1.0)
"""Seconds of one fit, at which learners are compared."""


def judge(evidence: Evidence) -> tuple[Question, ...]:
    everything = curves_of(evidence.values("error"))
    curves = {key: curve for key, curve in everything.items() if key[0] != CONTROL}
    control = {key: curve for key, curve in everything.items() if key[0] == CONTROL}
    spent = seconds_of(evidence.values("fit_s"))
    return (
        answered(
            ("traditional", "Do traditional learners stop improving with more data?"),
            _improvements(curves, TRADITIONAL),
            NO_LONGER,
            _factor("learner"),
            task="data",
            series=rows(curves, TRADITIONAL),
        ),
        answered(
            ("networks", "Do larger networks keep improving?"),
            _improvements(curves, _LARGER),
            LONGER,
            _factor("learner"),
            task="data",
            series=(*rows(curves, tuple(NETWORKS)), *_early(evidence)),
        ),
        answered(
            ("ahead", "At the most examples, does the largest network make the fewest errors?"),
            ahead(curves, LARGEST, TRADITIONAL),
            task="data",
            series=_crossovers(curves),
        ),
        answered(
            ("seconds", "At equal seconds of fitting, does the largest network make fewer errors?"),
            (
                comparison
                for budget_s in _BUDGETS_S
                for comparison in at_equal_seconds(curves, spent, LARGEST, TRADITIONAL, budget_s)
            ),
            group=_factor("seconds"),
            task="data",
        ),
        answered(
            ("control", "Where a plane parts the classes, do linear learners keep improving?"),
            _improvements(control, tuple(LINEAR)),
            group=_factor("learner"),
            task="data",
            series=rows(control, tuple(LEARNERS)),
        ),
    )


def formula(questions: Mapping[str, Question]) -> Word:
    """The old ones stop and the networks go on; who is ahead of whom is beside."""
    return all_of(questions[name].word for name in ("traditional", "networks"))


def _improvements(curves: Curves, learners: tuple[str, ...]) -> Iterator[ArmComparison]:
    """What ten times the examples are worth, by draw."""
    for (data, learner), curve in curves.items():
        if learner in learners:
            factor = improvement(curve)
            where = {"data": data, "learner": learner}
            yield compared(factor, np.ones_like(factor), np.inf, where)


def _factor(name: str) -> Callable[[ArmComparison], str]:
    return lambda comparison: comparison.factors[name]


def _early(evidence: Evidence) -> Series:
    """What share of a network's fits stopped at their limit of iterations, by data and size."""
    return tuple(
        {"quantity": "stopped_early", "value": seen.value, **seen.factors}
        for seen in evidence.values("not_converged")
        if seen.factors["learner"] in NETWORKS
    )


def _crossovers(curves: Curves) -> Series:
    """From how many examples on the largest network's mean error is the lowest, where it is."""
    firsts = {
        data: crossover(curves[data, LARGEST], list(known.values()))
        for data, known in rivals(curves, LARGEST, TRADITIONAL).items()
    }
    return tuple(
        {"quantity": "crossover", "data": data, "value": first}
        for data, first in firsts.items()
        if first is not None
    )
