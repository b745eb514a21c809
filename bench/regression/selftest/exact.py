"""The chance of a false alarm by enumeration, without any measurement.

Under the null, every assignment of base and head to the two processes of a restart is equally
likely. With the margin inside the null and no real difference the chance is smaller still; what
is enumerated is the worst case, a true slow-down of exactly the margin.
"""

from propbench.bench.regression.verdict.inference import tail
from propbench.bench.regression.verdict.settings import Settings


def attained_size(restarts: int, level: float) -> float:
    """P(p <= level) over all signs of `restarts` differences: the largest attainable p."""
    chances = tail(restarts)
    return float(chances[chances <= level].max(initial=0.0))


def family_wise(settings: Settings, cases: int, groups: int) -> float:
    """Upper bound on the chance of a false alarm in one run of so many cases and groups.

    Holm's bound where `count` of those that are tested are no slower than the margin: `count`
    times the attained size at alpha / 2 divided by `count`. How many that are is not known before,
    and sizes are discrete, so that the worst count is taken, for the cases and for the groups.
    """
    return _worst(settings, cases) + _worst(settings, groups)


def _worst(settings: Settings, most: int) -> float:
    half, restarts = settings.alpha / 2, settings.confirming_restarts
    return max(count * attained_size(restarts, half / count) for count in range(1, most + 1))
