"""Whether one hidden layer needs exponentially more units than a deep network, from counts."""

from collections.abc import Mapping

from propbench.bench.claims.referee.comparison import ArmComparison, finding
from propbench.bench.claims.shared.observed import exact

Sizes = Mapping[int, float]


def growth(shallow: Sizes, deep: Sizes, factors: Mapping[str, str]) -> ArmComparison | None:
    """By what the ratio of their units is multiplied a step, from half the largest size on.

    For a ratio that a polynomial bounds this tends to one, so that a factor that stays above the
    margin is exponential growth. None without both sizes.
    """
    largest = max(shallow.keys() & deep.keys(), default=0)
    half = largest // 2
    if half not in shallow or half not in deep:
        return None
    ratio, before = shallow[largest] / deep[largest], shallow[half] / deep[half]
    factor = exact((ratio / before) ** (1 / (largest - half)), largest - half)
    # An exact factor lies within the margins or past one of them.
    return ArmComparison(factors, finding(factor), factor)
