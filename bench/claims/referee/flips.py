"""The smallest change of protocol that reverses what a claim's cells say."""

import math
from collections.abc import Mapping, Sequence
from itertools import product

from propbench.bench.claims.referee.verdicts import ArmComparison

_RANK = {"contradicts": 0, "equivalent": 1, "supports": 2}
Size = tuple[int, int, int, float]


def smallest_flip(
    cells: Sequence[ArmComparison], orders: Mapping[str, Sequence[str]]
) -> tuple[ArmComparison, ArmComparison] | None:
    """A supporting cell and the nearest that contradicts or is equivalent, or None without both.

    Nearest has the fewest factors changed, then the fewest steps; of equally near pairs it is the
    one that changes most, in finding and then in ratio, then the first. `orders` gives the levels
    of each ordered factor in order, as {"depth": ("1", "2", "4")}; any two levels of other factors
    are one step apart. Raises ValueError on a level that its order lacks.
    """
    supporting = [cell for cell in cells if cell.finding == "supports"]
    opposing = [cell for cell in cells if cell.finding in ("contradicts", "equivalent")]
    pairs = product(supporting, opposing)
    return min(pairs, key=lambda pair: _size(pair[0], pair[1], orders), default=None)


def _size(one: ArmComparison, other: ArmComparison, orders: Mapping[str, Sequence[str]]) -> Size:
    steps = [
        _steps(orders.get(factor), level, other.factors[factor])
        for factor, level in one.factors.items()
    ]
    change = abs(_RANK[one.finding] - _RANK[other.finding])
    return sum(map(bool, steps)), sum(steps), -change, -_log_change(one, other)


def _steps(order: Sequence[str] | None, one: str, other: str) -> int:
    if order is None:
        return int(one != other)
    missing = {one, other} - set(order)
    if missing:
        raise ValueError(f"level {min(missing)!r} is not in the order {', '.join(order)}")
    return abs(order.index(one) - order.index(other))


def _log_change(one: ArmComparison, other: ArmComparison) -> float:
    if one.ratio is None or other.ratio is None:
        return 0.0
    return abs(math.log(one.ratio.point / other.ratio.point))
