"""The smallest change of protocol that reverses what a claim's cells say."""

import math
from collections.abc import Sequence
from itertools import product

from propbench.bench.claims.referee.verdicts import ArmComparison

_RANK = {"contradicts": 0, "equivalent": 1, "supports": 2}


def smallest_flip(cells: Sequence[ArmComparison]) -> tuple[ArmComparison, ArmComparison] | None:
    """A supporting cell and the nearest that contradicts or is equivalent, or None without both.

    Nearest has the fewest factors changed; of equally near pairs it is the one that changes most,
    in finding and then in ratio, then the first.
    """
    supporting = [cell for cell in cells if cell.finding == "supports"]
    opposing = [cell for cell in cells if cell.finding in ("contradicts", "equivalent")]
    return min(product(supporting, opposing), key=lambda pair: _size(*pair), default=None)


def _size(one: ArmComparison, other: ArmComparison) -> tuple[int, int, float]:
    changed = sum(level != other.factors[factor] for factor, level in one.factors.items())
    change = abs(_RANK[one.finding] - _RANK[other.finding])
    return changed, -change, -_log_change(one, other)


def _log_change(one: ArmComparison, other: ArmComparison) -> float:
    if one.ratio is None or other.ratio is None:
        return 0.0
    return abs(math.log(one.ratio.point / other.ratio.point))
