"""How much of the machine other processes used while a run was made: whether idle was idle."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

STAT = Path("/proc/stat")
_IDLE_FIELDS = (3, 4)
"""Idle, and waiting for a disk; the others are time at work."""


@dataclass(frozen=True)
class Moment:
    """Seconds since some start: by the clock, at work on all cores, at work for this process."""

    wall_s: float
    busy_s: float
    own_s: float

    @classmethod
    def now(cls) -> "Moment":
        """Own time includes children that have ended."""
        used = os.times()
        own_s = used.user + used.system + used.children_user + used.children_system
        return cls(time.monotonic(), _busy_s(), own_s)

    def cores_used_by_others(self) -> float:
        """Cores that were kept busy by other processes since this moment, on average."""
        now = Moment.now()
        others_s = (now.busy_s - self.busy_s) - (now.own_s - self.own_s)
        return max(0.0, others_s / (now.wall_s - self.wall_s))


def _busy_s() -> float:
    """Of all cores since the machine started; 0 where the kernel does not tell."""
    if not STAT.exists():
        return 0.0
    ticks = [int(word) for word in STAT.read_text("utf-8").split("\n", 1)[0].split()[1:9]]
    busy = sum(count for field, count in enumerate(ticks) if field not in _IDLE_FIELDS)
    return busy / os.sysconf("SC_CLK_TCK")
