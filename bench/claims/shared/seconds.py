"""A ratio of seconds as a comparison."""

from collections.abc import Mapping

from propbench.bench.claims.referee.comparison import ArmComparison, finding
from propbench.bench.statistics import Interval
from propbench.bench.statistics.pooling import Effect


def seconds_cell(ratio: Interval, factors: Mapping[str, str], note: str = "") -> ArmComparison:
    """The seconds of one way of doing something over those of another."""
    effect = Effect.of_interval(ratio)
    return ArmComparison(factors, finding(ratio), ratio, note, effect)
