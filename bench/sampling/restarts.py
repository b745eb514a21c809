"""What restarts say: the median of each, and the ratio of two cases over all that measured both."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from statistics import median

from propbench.bench.sampling.ratios import Slices, restart_ratio
from propbench.bench.statistics import Interval, Spread, restart_interval, usual_spread

Restarts = Mapping[int, Slices]
"""The slices of one case by restart."""


class Samples(dict[str, Restarts]):
    """Restarts by the case's id, not changed once made; a case with a fault anywhere has none."""

    @cached_property
    def spread(self) -> Spread | None:
        """How much ratios of cases that took turns spread from restart to restart."""
        return usual_spread(_ratios(*pair) for pair in self._neighbours())

    def ratio(self, above: str, below: str) -> Interval | None:
        """Seconds of one case over another's, or None where no restart measured both."""
        return self.compared(self.get(above, {}), self.get(below, {}))

    def compared(self, above: Restarts, below: Restarts) -> Interval | None:
        """As `ratio`, of restarts that need not be among these, as those of a second entry."""
        ratios = _ratios(above, below)
        return restart_interval(ratios, self.spread) if ratios else None

    def _neighbours(self) -> Iterator[tuple[Restarts, Restarts]]:
        """Each case with the first that shares a pass with it: one of its own question."""
        first: dict[object, str] = {}
        for case, restarts in self.items():
            passes = [(number, turn) for number, slices in restarts.items() for turn in slices]
            owners = [first.setdefault(turn, case) for turn in passes]
            other = next((owner for owner in owners if owner != case), None)
            if other is not None:
                yield restarts, self[other]


def medians(restarts: Restarts) -> dict[int, float]:
    """Seconds of one call in each restart: the median of its slices."""
    return {number: median(slices.values()) for number, slices in restarts.items()}


def took_turns(first: Restarts, second: Restarts) -> bool:
    """Whether two cases share passes wherever both were measured."""
    shared = first.keys() & second.keys()
    return all(first[number].keys() & second[number].keys() for number in shared)


def _ratios(above: Restarts, below: Restarts) -> list[float]:
    shared = sorted(above.keys() & below.keys())
    return [restart_ratio(above[number], below[number]) for number in shared]
