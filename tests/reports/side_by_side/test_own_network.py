"""Runs of `propbench time` side by side: one network of somebody's own, several machines."""

from dataclasses import replace
from pathlib import Path

import pytest

import propbench
from propbench.bench.exits import UsageError
from tests.reports.side_by_side.laptops import stored
from tests.reports.synthetic import Plan, Seconds
from tests.reports.test_own_network import NAMES, PROFILE, seconds

HERE = seconds(numba_fused=2e-3, numpy_inplace=4e-3, numpy_vectorized=8e-3, python_loops=9.0)
THERE = seconds(numba_fused=3e-3, numpy_inplace=1e-3, numpy_vectorized=2e-3, python_loops=9.0)


def own(folder: Path, times: Seconds, cpu: str = "") -> Path:
    plan = Plan(PROFILE, NAMES, slowest_s=1.0, training=False, noise=0.001, seconds=times)
    return stored(folder, plan, cpu)


def test_who_is_fastest_here_and_there_is_told_with_times_and_reasons(tmp_path: Path) -> None:
    shown = propbench.compare(own(tmp_path / "here", HERE), own(tmp_path / "there", THERE, "Other"))
    assert shown.changes[0] == (
        "Fastest at a training step at m = 5\u202f000: Numba fused on here; NumPy inplace on there."
    )
    table = shown.answers.set_index(["about", "run"])
    assert table.loc[("numpy_inplace", "here"), "value"] == pytest.approx(2, rel=0.02)
    assert table.loc[("numpy_inplace", "there"), "value"] == 1
    assert table.loc[("python_loops", "here"), "answer"] == "too slow to measure"
    assert "NumPy vectorized is faster than Numba fused on there and slower on here" in " ".join(
        shown.changes
    )
    lines = repr(shown).splitlines()
    assert "Who is fastest?" in lines
    assert max(map(len, lines)) <= 80
    assert "Who is fastest, run by run" in shown.html()
    assert shown.plot() is not None


def test_other_networks_and_other_kinds_of_runs_are_refused(tmp_path: Path) -> None:
    here, run = own(tmp_path / "here", HERE), stored(tmp_path / "run")
    with pytest.raises(UsageError, match="run is no run of `propbench time`"):
        propbench.compare(here, run)
    seven = replace(PROFILE, slices=(replace(PROFILE.slices[0], sizes=(7,)),))
    other = stored(tmp_path / "other", Plan(seven, NAMES, training=False))
    with pytest.raises(UsageError, match="do not ask the same: here: 200-300-5"):
        propbench.compare(here, other)
