"""What it would take to tell, where the tasks that there are do not."""

import math
from dataclasses import replace

from propbench.bench.claims.referee.estimates import LEVEL, candidates
from propbench.bench.statistics.pooling import Pooled

MOST = 40
"""Further tasks beyond which nobody would add them."""

_TELLING = frozenset({"above", "below", "same"})


def further_tasks(pooled: Pooled) -> int | None:
    """How many more tasks like these would tell, if they had the same mean and spread.

    Of one estimate by itself. None where MOST would not do, and of a single task, whose spread to
    others is not known.
    """
    if pooled.k < 2:
        return None
    spread = pooled.se * math.sqrt(pooled.k)
    for k in range(pooled.k + 1, pooled.k + MOST + 1):
        if _tells(replace(pooled, se=spread / math.sqrt(k), degrees=k - 1, k=k)):
            return k - pooled.k
    return None


def _tells(pooled: Pooled) -> bool:
    return any(p <= LEVEL for outcome, p in candidates(pooled) if outcome in _TELLING)
