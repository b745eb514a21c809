"""Killed at random instants: nothing that was finished is lost, everything loads, nothing stays."""

import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from propbench.bench import results
from propbench.bench.process import ROOT
from propbench.bench.selection import resolve
from tests.bench import stored_runs
from tests.long.lives import START_S, Life, instants, unfinished

pytestmark = pytest.mark.long

LATEST_S = 0.05
"""Of a save, which takes some milliseconds."""
A_LIFE = 10
"""So many kills at most, and then the next run begins."""
FOR_THE_PAGE = 3
"""Of so many kills one comes while the page is written."""
SMALL = "*-relu-*ward-m100-*"
"""Two phases: four cases of two implementations."""
Repeats = Callable[[int], int]


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
    _killed_all_its_life(tmp_path, ["numpy_vectorized", "numba_loops"], SMALL, repeats(200), seed)


def test_a_quick_run_that_is_killed_loses_nothing(
    tmp_path: Path, repeats: Repeats, seed: int
) -> None:
    _killed_all_its_life(tmp_path, [], None, repeats(10), seed)


def _killed_all_its_life(
    out: Path, names: Sequence[str], cases: str | None, kills: int, seed: int
) -> None:
    """Runs that are killed and go on, and whose pages are, until so many kills."""
    generator = random.Random(seed)  # noqa: S311
    plan = resolve("quick", names or None, cases).plan
    chosen = [word for name in names for word in ("--impl", name)]
    chosen += ["--cases", cases] if cases else []
    done = begun = 0
    while done < kills:
        life = Life(out / str(begun), ["--profile", "quick", *chosen])
        share = min(A_LIFE, kills - done)
        moments = instants(share - share // FOR_THE_PAGE, plan.measuring_s, generator)
        done += _killed_running(life, moments)
        done += _killed_writing(life, min(share // FOR_THE_PAGE, kills - done), generator)
        begun += 1


def _killed_running(life: Life, moments: Sequence[float]) -> int:
    """How often it was, before it was complete."""
    done, passed_s = 0, 0.0
    for moment in moments:
        if not life.run(moment - passed_s + (START_S if life.kept else 0)):
            break
        done, passed_s = done + 1, moment
    assert life.complete or not life.run(None)
    assert life.kept is not None
    whole = life.kept
    measured = {check.id for check in whole.checks if check.kind == "measured"}
    assert {timing.id for timing in whole.timings if timing.valid} == measured
    return done


def _killed_writing(life: Life, kills: int, generator: random.Random) -> int:
    """How often its page was; it is as it was or as it will be, which is the same."""
    began_s = time.monotonic()
    assert not life.page(None)
    life_s = time.monotonic() - began_s
    life.nothing_is_left()
    written = life.written()
    done = 0
    for moment in instants(kills, life_s, generator):
        done += life.page(moment)
        assert life.written() == written
    assert not life.page(None)
    assert life.written() == written
    life.nothing_is_left()
    return done
