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


def test_a_machine_that_turns_out_faster_is_told_what_comes_back(
    capsys: pytest.CaptureFixture[str],
) -> None:
    order = resolve("standard", ["numpy_vectorized", "python_loops"], None, budget_s=300)
    slow, progress = order.on_a_machine(slower=(3.0 / order.plan.speed) ** 2), Meter(1.0)
    anew = stages.planned_anew(slow, 1 / 36, progress)
    assert len(anew.cases) > len(slow.cases)
    said = capsys.readouterr().err
    assert "faster than it was in its first second" in said
    assert f"{len(anew.cases)} cells" in said
    assert progress.total_s == anew.plan.measuring_s - sum(anew.plan.costs_s.values())


def test_a_plan_that_stays_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    order = resolve("standard", ["numpy_vectorized"], "*-shallow-relu-*")
    stages.planned_anew(order, 1.0, Meter(1.0))
    assert capsys.readouterr().err == ""
