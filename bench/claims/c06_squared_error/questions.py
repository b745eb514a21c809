"""C6: not convex, slow from two kinds of start, wrong on noisy labels; least squares by itself.

A task is a data set with its two classes; label noise decides in which estimate it counts.
"""

from collections.abc import Mapping

from propbench.bench.claims.c06_squared_error.convexity import convexity
from propbench.bench.claims.c06_squared_error.loss_arms import (
    Arms,
    arms_of,
    by_noise,
    chosen_rates,
    comparisons,
)
from propbench.bench.claims.c06_squared_error.single_unit import LINEAR, SQUARED
from propbench.bench.claims.c06_squared_error.three_losses import BUDGET, RUNS
from propbench.bench.claims.referee.answering import answered
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.words import Word, because, where_it_is

_THROUGH = "Through a sigmoid, does squared error need more iterations than cross-entropy"


def judge(evidence: Evidence) -> tuple[Question, ...]:
    shared, own, errors = (arms_of(evidence.values(name)) for name in RUNS)
    return (
        convexity(evidence),
        _iterations(("ordinary", f"{_THROUGH} from zero weights?"), _from(shared, "zero")),
        _iterations(
            ("saturated", f"{_THROUGH} from saturated weights of the wrong sign?"),
            _from(shared, "saturated_wrong"),
        ),
        answered(
            ("noise", "Through a sigmoid, does squared error make more errors on clean labels?"),
            comparisons(errors, SQUARED, horizon=1.0),
            group=by_noise,
            series=chosen_rates(errors, horizon=1.0),
        ),
        _iterations(
            (
                "linear",
                "Does squared error without a sigmoid need more iterations than cross-entropy, "
                "each to its own best error?",
            ),
            own,
            LINEAR,
        ),
    )


def formula(questions: Mapping[str, Question]) -> Word:
    """It works badly, from one of the starts or both, because it is not convex."""
    works_badly = where_it_is(questions[name].word for name in ("ordinary", "saturated"))
    return because(works_badly, questions["nonconvex"].word)


def _iterations(named: tuple[str, str], arms: Arms, loss: str = SQUARED) -> Question:
    return answered(
        named,
        comparisons(arms, loss, BUDGET),
        group=by_noise,
        series=chosen_rates(arms, BUDGET),
    )


def _from(arms: Arms, start: str) -> Arms:
    return {key: arm for key, arm in arms.items() if key[0].start == start}
