"""What restarts say: the median of each, and the ratio of two cases over all that measured both."""

from collections.abc import Mapping
from statistics import median

from propbench.bench.sampling.ratios import Slices, restart_ratio
from propbench.bench.statistics import Interval, process_interval

Restarts = Mapping[int, Slices]
"""The slices of one case by restart."""
Samples = Mapping[str, Restarts]
"""By the case's id; a case with a fault anywhere has none."""


def medians(restarts: Restarts) -> dict[int, float]:
    """Seconds of one call in each restart: the median of its slices."""
    return {number: median(slices.values()) for number, slices in restarts.items()}


def ratio(above: Restarts, below: Restarts) -> Interval | None:
    """Seconds of one case over another's, or None where no restart measured both."""
    shared = sorted(above.keys() & below.keys())
    if not shared:
        return None
    return process_interval([restart_ratio(above[number], below[number]) for number in shared])


def took_turns(first: Restarts, second: Restarts) -> bool:
    """Whether two cases share passes wherever both were measured."""
    shared = first.keys() & second.keys()
    return all(first[number].keys() & second[number].keys() for number in shared)
