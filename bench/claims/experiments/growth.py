"""Whether one hidden layer needs exponentially more units than a deep network, from counts."""

from collections.abc import Mapping

from propbench.bench.claims.evidence import Evidence
from propbench.bench.claims.observed import exact
from propbench.bench.claims.registration import Cell
from propbench.bench.claims.verdicts import finding
from propbench.bench.numbers import count, times

Sizes = Mapping[int, float]


def values_by_size(evidence: Evidence, quantity: str, size: str, **factors: str) -> Sizes:
    """Values of a quantity by the factor `size`, where its other factors are as given."""
    return {
        int(one.factors[size]): one.value
        for one in evidence.values(quantity)
        if factors.items() <= one.factors.items()
    }


def growth(
    shallow: Sizes, deep: Sizes, factors: Mapping[str, str], step: str, margin: float
) -> Cell | None:
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
    return Cell(factors, finding(factor, margins=(1 / margin, margin)), factor, note)
