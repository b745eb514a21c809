"""Which cases are checked side by side: checking is not timing, so every core may work."""

import heapq
from collections.abc import Iterable, Mapping

from propbench.bench.cases import Case

MOST_LANES = 4
"""More would spend on starting what they save, and hold as many large problems at a time."""

Lane = tuple[Case, ...]


def lanes(cases: Iterable[Case], predicted_s: Mapping[str, float], cores: int) -> list[Lane]:
    """Cases of one thread, in lanes that take about as long; none is empty.

    All cases of an implementation and a kind of network share a lane: what is compiled serves the
    next, and a call that is too slow is foreseen from a smaller size. The longest share goes first,
    each to the lane that has least so far.
    """
    shares: dict[tuple[str, str], list[Case]] = {}
    for case in cases:
        shares.setdefault((case.implementation, case.subject), []).append(case)
    seconds = {key: lane_s(share, predicted_s) for key, share in shares.items()}
    filled: list[tuple[float, int, list[Case]]] = [
        (0.0, number, []) for number in range(min(cores, MOST_LANES, len(shares)))
    ]
    for key in sorted(shares, key=lambda key: -seconds[key]):
        taken_s, number, lane = heapq.heappop(filled)
        heapq.heappush(filled, (taken_s + seconds[key], number, lane + shares[key]))
    return [tuple(lane) for _, _, lane in sorted(filled, key=lambda entry: entry[1])]


def lane_s(lane: Iterable[Case], predicted_s: Mapping[str, float]) -> float:
    """Predicted seconds of the cases one after the other."""
    return sum(predicted_s.get(case.id, 0.0) for case in lane)
