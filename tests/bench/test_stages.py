"""What a stage does when it goes on, and what it does no more."""

import time
from pathlib import Path

import pytest

from propbench.bench import results, stages
from propbench.bench.grid import STANDARD
from propbench.bench.pace import Pace
from propbench.bench.progress import Meter
from propbench.bench.selection import resolve


def test_a_restart_that_was_begun_is_gone_on_with_where_there_is_no_time_for_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, timed = STANDARD.fewest_processes + 1, []
    monkeypatch.setattr(stages, "check", lambda *_: None)
    monkeypatch.setattr(stages, "time_cells", lambda _, process, __: timed.append(process))
    order = resolve("standard", ["numpy_vectorized"], "*-shallow-relu-*", budget_s=1.0)
    (tmp_path / results.process_file(begun)).touch()
    pace = Pace(order.plan, time.monotonic())
    assert not pace.allows_another()
    made = stages.measure(order, tmp_path, 1, Meter(1.0), pace)
    assert (made, timed) == (begun, list(range(1, begun + 1)))
