"""Killed at random instants: nothing that was finished is lost, everything loads, nothing stays."""

import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from propbench.bench import results
from propbench.bench.process import ROOT
from propbench.bench.results import Run
from propbench.command import main
from tests.bench import commands, stored_runs

pytestmark = pytest.mark.long

LATEST_S = 0.05
"""Of a save, which takes some milliseconds."""
SOONEST_S, LATER = 2.0, 1.3
"""The first kill comes within so many seconds, and each may come so many times later."""
SMALL = ["--impl", "numpy_vectorized", "--impl", "numba_loops", "--cases", "*-relu-*ward-m100-*"]
"""Two phases of two implementations: four cases."""
Repeats = Callable[[int], int]


def unfinished(folder: Path) -> list[Path]:
    """What a writer has left that was killed."""
    return list(folder.rglob(".*.unfinished"))


def test_a_save_that_is_killed_loses_nothing(tmp_path: Path, repeats: Repeats, seed: int) -> None:
    generator = random.Random(seed)  # noqa: S311
    stored_runs.run(tmp_path)
    stored_runs.change(tmp_path, status="running")
    kept = left = 0
    for _ in range(repeats(200)):
        program = [sys.executable, "-m", "tests.long.saving", str(tmp_path), str(kept)]
        saving = subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert saving.stdout is not None
        assert saving.stdout.readline() == "0\n"
        time.sleep(generator.uniform(0, LATEST_S))
        saving.kill()
        told = saving.communicate()[0].split()
        numbers = [seen.factors["n"] for seen in results.load(tmp_path).observations]
        assert numbers == list(range(len(numbers)))
        assert len(numbers) > int(told[-1] if told else kept - 1)
        kept, left = len(numbers), left + len(unfinished(tmp_path))
    print(f"{kept} records kept, {left} temporary files removed by the next start")
    results.remove_unfinished(tmp_path)
    assert unfinished(tmp_path) == []


def test_a_run_of_four_cases_that_is_killed_loses_nothing(
    tmp_path: Path, repeats: Repeats, seed: int
) -> None:
    _killed_and_resumed(tmp_path, [*SMALL, "--profile", "quick"], repeats(200), seed)


def test_a_quick_run_that_is_killed_loses_nothing(
    tmp_path: Path, repeats: Repeats, seed: int
) -> None:
    _killed_and_resumed(tmp_path, ["--profile", "quick"], repeats(10), seed)


def _killed_and_resumed(out: Path, chosen: list[str], kills: int, seed: int) -> None:
    """Runs that are killed and gone on with until they are complete, until so many kills."""
    generator = random.Random(seed)  # noqa: S311
    done, latest_s = 0, SOONEST_S
    while done < kills:
        folder, kept = out / str(done), None
        while done < kills and not _complete(kept):
            if not _killed(folder, chosen, kept, generator.uniform(0, latest_s)):
                # So late is late enough to see every part of a run.
                latest_s = SOONEST_S
                kept = _nothing_lost(folder, kept)
                assert _complete(kept)
                break
            done, latest_s = done + 1, LATER * latest_s
            kept = _nothing_lost(folder, kept)
        _go_on_to_the_end(folder, chosen, kept)


def _killed(folder: Path, chosen: list[str], kept: Run | None, after_s: float) -> bool:
    """Whether it was killed in time, with all that it had started."""
    running = commands.start(folder, *chosen, *(["--resume"] if kept else []))
    try:
        _, said = running.communicate(timeout=after_s)
    except subprocess.TimeoutExpired:
        children = psutil.Process(running.pid).children(recursive=True)
        running.kill()
        running.communicate()
        assert psutil.wait_procs(children, timeout=20)[1] == []
        return True
    assert running.returncode == 0, said
    return False


def _complete(run: Run | None) -> bool:
    return run is not None and run.run.status == "complete"


def _go_on_to_the_end(folder: Path, chosen: list[str], kept: Run | None) -> None:
    if not _complete(kept):
        resumed = ["--resume"] if kept else []
        assert main(["run", *resumed, *chosen, "--out", str(folder)]) == 0
    whole = _nothing_lost(folder, kept)
    assert whole is not None
    assert _complete(whole)
    assert unfinished(folder) == []
    measured = {check.id for check in whole.checks if check.kind == "measured"}
    assert {timing.id for timing in whole.timings if timing.valid} == measured


def _nothing_lost(out: Path, before: Run | None) -> Run | None:
    """The newest run as it loads, which begins as it was before; None if it has not begun."""
    if before is None and not list(out.glob("runs/*/run.json")):
        return None
    now = results.load(results.newest(out / "runs"))
    for kind in ("checks", "timings", "costs", "training", "observations") if before else ():
        earlier = getattr(before, kind)
        assert getattr(now, kind)[: len(earlier)] == earlier
    return now
