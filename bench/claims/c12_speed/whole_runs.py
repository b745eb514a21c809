"""Whether iterations times seconds per step is what training takes, from runs timed as a whole."""

from collections.abc import Iterator, Sequence

from propbench.bench.claims.referee.answering import answered
from propbench.bench.claims.referee.comparison import ArmComparison
from propbench.bench.claims.referee.estimates import SAME
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.shared.observed import by_seed
from propbench.bench.claims.shared.seconds import seconds_cell
from propbench.bench.claims.shared.settings import step
from propbench.bench.statistics import Interval, process_interval, product
from propbench.bench.training.arms import Arm


def believed(evidence: Evidence, ways: Sequence[tuple[str, Arm]]) -> Question:
    """Whole runs over the product, for each implementation and activation that was run whole."""
    return answered(
        (
            "product",
            "Is the product of iterations and seconds per step what training really takes?",
        ),
        _comparisons(evidence, [(name, arm.activation) for name, arm in ways]),
        SAME,
        lambda each: each.factors["implementation"],
        task="activation",
    )


def _comparisons(evidence: Evidence, ways: Sequence[tuple[str, str]]) -> Iterator[ArmComparison]:
    for implementation, activation in ways:
        where = {"implementation": implementation, "activation": activation}
        timed = evidence.seconds(step(implementation, activation).id)
        seconds = by_seed(evidence, "direct_s", **where)
        iterations = by_seed(evidence, "direct_iterations", **where)
        if timed and seconds:
            whole = process_interval([seconds[seed] / iterations[seed] for seed in seconds])
            one_step = _inverse(process_interval([*timed.values()]))
            yield seconds_cell(product([whole, one_step]), where)


def _inverse(ratio: Interval) -> Interval:
    return Interval(1 / ratio.point, 1 / ratio.high, 1 / ratio.low, ratio.n, ratio.kind)
