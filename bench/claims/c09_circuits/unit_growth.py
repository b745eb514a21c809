"""Whether one hidden layer needs exponentially more units than a deep network, from counts."""

from collections.abc import Mapping

from propbench.bench.claims.referee.comparison import ArmComparison, finding
from propbench.bench.claims.shared.observed import exact
from propbench.bench.numbers import count, times

Sizes = Mapping[int, float]


def growth(
    shallow: Sizes, deep: Sizes, factors: Mapping[str, str], step: str, margin: float
) -> ArmComparison | None:
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
    note = (
        f"{count(int(shallow[largest]))} units in one layer against {count(int(deep[largest]))} "
        f"in the deep network at {largest} {step}s, a ratio that each {step} since {half} "
        f"multiplied by {times(factor.point)}"
    )
    return ArmComparison(factors, finding(factor, margins=(1 / margin, margin)), factor, note)
