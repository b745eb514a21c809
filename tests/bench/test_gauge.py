"""The gauge counts a core's speed and the share of it that a process gets."""

import pytest

from propbench.bench import gauge


class Clocks:
    """A core that needs `probe_s` for a probe, and gives this process a `share` of its time."""

    def __init__(self, probe_s: float, share: float) -> None:
        self._probe_s, self._share = probe_s, share
        self._worked_s = 0.0

    def process_time(self) -> float:
        """Every other reading ends a probe."""
        self._worked_s += self._probe_s / 2
        return self._worked_s

    def perf_counter(self) -> float:
        return self._worked_s / self._share


@pytest.mark.parametrize("share", [1.0, 0.5, 0.25])
@pytest.mark.parametrize("slower", [0.5, 1.0, 2.0])
def test_half_a_core_takes_twice_as_long(
    monkeypatch: pytest.MonkeyPatch, share: float, slower: float
) -> None:
    clocks = Clocks(probe_s=2 * slower * gauge.PROBE_S, share=share)
    monkeypatch.setattr(gauge, "time", clocks)
    assert gauge.interpreter_factor() == pytest.approx(slower / share, rel=0.05)
