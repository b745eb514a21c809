"""What a stage does when it goes on, and what it does no more."""

import os
import time
from pathlib import Path

import pytest

from propbench.bench import results, run, stages
from propbench.bench.grid import STANDARD
from propbench.bench.pace import Pace
from propbench.bench.progress import Meter
from propbench.bench.selection import resolve
from tests.bench import stored_runs


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


@pytest.mark.parametrize(
    ("status", "spent_s"), [("running", 107.0), ("interrupted", 100.0), ("partial", 100.0)]
)
def test_a_run_that_goes_on_counts_what_it_took_before_also_where_it_was_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: str, spent_s: float
) -> None:
    """A killed one saved its seconds when it began to go on; its last record came later."""
    stored_runs.run(tmp_path)
    stored_runs.change(tmp_path, status=status, elapsed_s=100.0)
    saved_s = (tmp_path / results.RUN_FILE).stat().st_mtime
    for file, later_s in (("checks.jsonl", -5), ("process-1.jsonl", 7)):
        os.utime(tmp_path / file, (saved_s, saved_s + later_s))
    order = resolve("quick", ["numpy_vectorized"], "*-shallow-relu-*", budget_s=spent_s / 2)
    monkeypatch.setattr(stages, "measure_costs", lambda *_: None)
    seen: list[float] = []

    def measure(*given: object) -> int:
        seen.append(results.read_run_record(tmp_path).elapsed_s)
        pace = given[-1]
        assert isinstance(pace, Pace)
        assert not pace.allows_another()
        return 1

    monkeypatch.setattr(stages, "measure", measure)
    monkeypatch.setattr(stages, "train", lambda *_: None)
    run.execute(order, tmp_path, results.read_run_record(tmp_path))
    for s in (*seen, results.read_run_record(tmp_path).elapsed_s):
        assert s == pytest.approx(spent_s, abs=1.0)


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
