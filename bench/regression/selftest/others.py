"""How much of the machine other processes used while a run was made: whether idle was idle."""

import os
import time
from dataclasses import dataclass

import psutil

_WAITING = {"idle", "iowait"}
_WITHIN_OTHERS = {"guest", "guest_nice"}
"""Counted as user time, too."""


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
        spent = psutil.cpu_times()._asdict()
        idle = _WAITING | _WITHIN_OTHERS
        busy_s = sum(seconds for kind, seconds in spent.items() if kind not in idle)
        return cls(time.monotonic(), busy_s, own_s)

    def cores_used_by_others(self) -> float:
        """Cores that were kept busy by other processes since this moment, on average."""
        now = Moment.now()
        others_s = (now.busy_s - self.busy_s) - (now.own_s - self.own_s)
        return max(0.0, others_s / (now.wall_s - self.wall_s))
