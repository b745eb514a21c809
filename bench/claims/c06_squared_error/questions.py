"""C6: not convex, slow from two kinds of start, wrong on noisy labels; least squares by itself."""

from collections.abc import Mapping

from propbench.bench.claims.c06_squared_error.convexity import convexity
from propbench.bench.claims.c06_squared_error.loss_cells import (
    Arms,
    arms_of,
    chosen_rates,
    loss_cells,
)
from propbench.bench.claims.c06_squared_error.single_unit import LINEAR, SQUARED
from propbench.bench.claims.c06_squared_error.three_losses import BUDGET, QUANTITIES
from propbench.bench.claims.referee.answering import answered
from propbench.bench.claims.referee.comparison import ArmComparison
from propbench.bench.claims.referee.estimates import LONGER
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.words import Word, because
from propbench.bench.numbers import percent

_EVERY = 1.0
"""A share of errors that no run reaches."""


def judge(evidence: Evidence) -> tuple[Question, ...]:
    shared, own, errors = (arms_of(evidence.values(name)) for name in QUANTITIES)
    saturated = {key: arm for key, arm in shared.items() if key[0].start == "saturated_wrong"}
    ordinary = {key: arm for key, arm in shared.items() if key not in saturated}
    return (
        convexity(evidence),
        _descent("ordinary", "zero weights", ordinary),
        _descent("saturated", "saturated weights of the wrong sign", saturated),
        answered(
            ("noise", "Through a sigmoid, does squared error make more errors on clean labels?"),
            loss_cells(errors, SQUARED, _EVERY, {}),
            LONGER,
            _by_noise,
        ),
        answered(
            (
                "linear",
                "Does squared error without a sigmoid need more iterations than cross-entropy?",
            ),
            (
                *loss_cells(ordinary, LINEAR, BUDGET, {"goal": "the same error"}),
                *loss_cells(own, LINEAR, BUDGET, {"goal": "its own best fit"}),
            ),
            LONGER,
            lambda each: f"to {each.factors['goal']}",
        ),
    )


def formula(questions: Mapping[str, Question]) -> Word:
    """That it works badly, for the reason that it is not convex."""
    return because(questions["ordinary"].word, questions["nonconvex"].word)


def _descent(name: str, start: str, arms: Arms) -> Question:
    question = "Through a sigmoid, does squared error need more iterations than cross-entropy"
    return answered(
        (name, f"{question} from {start}?"),
        loss_cells(arms, SQUARED, BUDGET, {}),
        LONGER,
        _by_noise,
        series=chosen_rates(arms, BUDGET),
    )


def _by_noise(comparison: ArmComparison) -> str:
    noise = float(comparison.factors["noise"])
    return f"{percent(noise)} of labels flipped" if noise else "clean labels"
