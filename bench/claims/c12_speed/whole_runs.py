"""Whether iterations times seconds per step is what training takes, from runs timed as a whole."""

from collections.abc import Iterator, Sequence

from propbench.bench.claims.referee.comparison import ArmComparison
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.shared.observed import by_seed
from propbench.bench.claims.shared.seconds import seconds_cell
from propbench.bench.claims.shared.settings import step
from propbench.bench.statistics import Interval, process_interval, product
from propbench.bench.training.arms import Arm


def whole_runs(evidence: Evidence, ways: Sequence[tuple[str, Arm]]) -> Iterator[ArmComparison]:
    """Seconds of a step in whole runs over those of a step that is timed alone.

    One for each implementation and activation of which both are known.
    """
    for implementation, arm in ways:
        where = {"implementation": implementation, "activation": arm.activation}
        alone = evidence.seconds(step(implementation, arm.activation).id)
        seconds = by_seed(evidence, "direct_s", **where)
        iterations = by_seed(evidence, "direct_iterations", **where)
        if alone and seconds:
            whole = process_interval([seconds[seed] / iterations[seed] for seed in seconds])
            per_second = _inverse(process_interval([*alone.values()]))
            yield seconds_cell(product([whole, per_second]), where)


def _inverse(seconds: Interval) -> Interval:
    point, low, high = 1 / seconds.point, 1 / seconds.high, 1 / seconds.low
    return Interval(point, low, high, seconds.n, seconds.kind)
