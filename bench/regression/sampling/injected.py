"""Real extra work on one side, so that the check can be tried on a slow-down of known size."""

from propbench.bench.timing.timed_call import TimedCall
from propbench.impls.contract import Array

_ROUNDING = 1e-6


class InjectedWork(TimedCall):
    """Does `share` more than another work, in whole calls: a debt that is paid when it is one."""

    def __init__(self, work: TimedCall, share: float) -> None:
        self._work, self._share, self._owed = work, share, 0.0

    def once(self) -> None:
        self._work.once()

    def repeat(self, calls: int) -> None:
        self._owed += self._share * calls
        whole = int(self._owed + _ROUNDING)
        self._owed -= whole
        self._work.repeat(calls + whole)

    def restore(self) -> None:
        """Every sample begins without a debt."""
        self._owed = 0.0
        self._work.restore()

    def read(self) -> dict[str, Array]:
        return self._work.read()
