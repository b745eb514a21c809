"""Whether sigmoid is behind because its gradient vanishes: take ReLU's away, give sigmoid its own.

Each test is a ratio of iterations that is above one where the reason is right: of ReLU with its
gradient cut over plain ReLU, and of plain sigmoid over sigmoid whose gradient is restored.
"""

from collections.abc import Iterator, Mapping

from propbench.bench.claims.c01_relu.registration import cause_races
from propbench.bench.claims.c01_relu.rescued_arms import NORMALISED, RESCUES, VANISHING
from propbench.bench.claims.referee.answering import answered
from propbench.bench.claims.referee.comparing import ArmPair, compare_all
from propbench.bench.claims.referee.comparison import ArmComparison
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.expectations import LONGER
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.shared.groups import depth_group
from propbench.bench.claims.shared.observed import rows
from propbench.bench.training.arms import RELU, SIGMOID
from propbench.bench.training.races import Finish

_TESTS: Mapping[str, str] = {
    VANISHING.name: "cutting ReLU's gradient",
    NORMALISED.name: "restoring sigmoid's gradient",
}
"""The tests that answer the question; the other rescues are shown beside them."""


def cause(evidence: Evidence) -> Question:
    """Both tests, at few and at many layers."""
    finishes = (evidence.finishes[race] for race in cause_races() if race in evidence.finishes)
    return answered(
        ("cause", "Is it because the sigmoid's gradient vanishes?"),
        compare_all(pair for finish in finishes for pair in _pairs(finish)),
        LONGER,
        _test,
        series=rows(evidence, "gradient_norm"),
    )


def _pairs(finish: Finish) -> Iterator[ArmPair]:
    where = {"task": finish.race.task, "depth": str(len(finish.race.hidden))}
    yield ArmPair(finish, VANISHING.name, RELU.name, {**where, "test": VANISHING.name})
    for arm in RESCUES:
        yield ArmPair(finish, SIGMOID.name, arm.name, {**where, "test": arm.name})


def _test(comparison: ArmComparison) -> str | None:
    test = _TESTS.get(comparison.factors["test"])
    return f"{test}, {depth_group(comparison)}" if test else None
