"""The command line says what is wrong in one line, with its documented exit code."""

import json
import os
import re
import shlex
import signal
import time
from pathlib import Path

import psutil
import pytest

from propbench import impls
from propbench.bench import grid, results
from propbench.command import main
from tests.bench.commands import OTHER, TINY, outcome, start


@pytest.mark.parametrize(
    ("arguments", "listed"),
    [
        (("plan", "--profile", "hasty"), "quick, standard, full"),
        (("plan", "--impl", "fortran"), "python_loops"),
        (("plan", "--cases", "nothing*"), "-train_step-"),
        (("claims", "C1", "C99"), "known are C1, C2"),
        (("claims", "C1", "--ship"), "name none with it"),
    ],
)
def test_what_does_not_exist_is_a_usage_error_that_lists_what_does(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], listed: str
) -> None:
    code, said = outcome(capsys, *arguments)
    assert code == 2
    assert listed in said


def test_an_output_that_cannot_be_written_is_found_before_measuring(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    code, said = outcome(capsys, "run", *TINY, "--out", str(blocked))
    assert code == 5
    assert "file" in said


def test_resuming_without_a_run_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, said = outcome(capsys, "run", "--resume", "--out", str(tmp_path))
    assert code == 3
    assert "no run" in said


def test_the_plan_counts_cells_and_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--profile", "standard", "--budget", "2h"]) == 0
    printed = capsys.readouterr().out
    assert "5 processes" in printed
    assert "Predicted in all" in printed
    assert max(map(len, printed.splitlines())) <= 80


@pytest.mark.parametrize("profile", grid.PROFILES)
def test_case_names_are_unique_and_of_the_closed_alphabet(profile: str) -> None:
    cases = grid.select(grid.PROFILES[profile], [impls.load(name) for name in impls.names()])
    assert len({case.id for case in cases}) == len(cases)
    for case in cases:
        assert re.fullmatch(r"[A-Za-z0-9_.:-]{1,100}", case.id)


def test_a_small_run_is_complete_and_leaks_nothing_about_its_owner(tmp_path: Path) -> None:
    assert main(["run", *TINY, "--out", str(tmp_path)]) == 0
    run = results.load(results.newest(tmp_path / "runs"))
    assert run.run.status == "complete"
    assert run.run.filtered
    assert len(run.timings) == grid.QUICK.processes
    everything = "".join(file.read_text() for file in run.folder.glob("*.json*"))
    for secret in (os.uname().nodename, str(Path.home()), str(tmp_path)):
        assert not re.search(rf"\b{re.escape(secret)}\b", everything)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupted_run_keeps_what_is_finished_and_goes_on(
    tmp_path: Path, number: signal.Signals
) -> None:
    if signal.getsignal(number) is signal.SIG_IGN:
        pytest.skip("these tests were started so that the signal is ignored, as by nohup")
    selection = ["--impl", "numpy_vectorized", "--cases", "*-shallow-relu-*", "--budget", "3600s"]
    worker = start(tmp_path, "--profile", "quick", *selection)
    while not list(tmp_path.glob("runs/*/process-1.jsonl")):
        time.sleep(0.05)
    worker.send_signal(number)
    _, said = worker.communicate(timeout=30)
    assert worker.returncode == 130
    again = shlex.join(["run", "--resume", *selection, "--out", str(tmp_path)])
    assert f"Go on with: propbench {again}" in said
    folder = results.newest(tmp_path / "runs")
    assert results.read_run_record(folder).status == "interrupted"
    kept = results.load(folder).timings
    assert main(shlex.split(again)) == 0
    whole = results.load(folder)
    assert whole.run.status == "complete"
    assert whole.timings[: len(kept)] == kept
    assert len(whole.timings) == grid.QUICK.processes * len(whole.run.cases)


def test_a_killed_run_leaves_nothing_running_loads_and_goes_on(tmp_path: Path) -> None:
    selection = ["--impl", "numpy_vectorized", "--cases", "*-shallow-relu-*"]
    killed = start(tmp_path, "--profile", "quick", *selection)
    while not list(tmp_path.glob("runs/*/process-1.jsonl")):
        time.sleep(0.05)
    children = psutil.Process(killed.pid).children(recursive=True)
    killed.kill()
    killed.communicate(timeout=30)
    assert psutil.wait_procs(children, timeout=10)[1] == []
    folder = results.newest(tmp_path / "runs")
    kept = results.load(folder)
    assert kept.run.status == "running"
    assert kept.checks
    assert main(["run", "--resume", *selection, "--out", str(tmp_path)]) == 0
    whole = results.load(folder)
    assert whole.run.status == "complete"
    assert whole.timings[: len(kept.timings)] == kept.timings


def test_a_run_that_goes_is_not_resumed_beside_itself(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    running = start(tmp_path, *TINY)
    while not list(tmp_path.glob("runs/*/checks.jsonl")):
        time.sleep(0.05)
    code, said = outcome(capsys, "run", "--resume", *TINY, "--out", str(tmp_path))
    running.communicate(timeout=120)
    assert code == 3
    assert "is being measured by another process" in said
    assert running.returncode == 0
    assert results.load(results.newest(tmp_path / "runs")).run.status == "complete"


def test_a_run_of_other_sources_is_not_resumed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    main(["run", *TINY, "--out", str(tmp_path)])
    path = results.newest(tmp_path / "runs") / "run.json"
    stored = json.loads(path.read_text())
    stored["status"] = "partial"
    stored["implementations"]["numpy_vectorized"]["sources"]["dense.py"] += "# changed"
    path.write_text(json.dumps(stored))
    code, said = outcome(capsys, "run", "--resume", *TINY, "--out", str(tmp_path))
    assert code == 3
    assert "other sources of numpy_vectorized" in said
    code, said = outcome(capsys, "run", "--resume", *OTHER, "--out", str(tmp_path))
    assert code == 3
    assert "measures numpy_vectorized: name the same with --impl" in said
