"""Threads are set, observed and held against CPU time; divisions never share a cell."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from propbench import impls
from propbench.bench import environment, grid
from propbench.bench.cases import Slice
from propbench.bench.grid import Case
from propbench.bench.results import CheckRecord, TimingRecord, read_lines
from propbench.bench.timing import session
from propbench.bench.timing.slices import Slices
from tests.bench.test_session import TINY

OPEN = Slice(("train_step",), (100,), ("shallow",), ("relu",), division="open")


def _declaring(folder: Path, declared: str) -> Path:
    target = folder / "mine"
    target.mkdir()
    head = 'FAMILY = "vectorised"\nLEAGUE = "tuned"\nDTYPES = ("float64",)\n'
    (target / "__init__.py").write_text(head + declared, "utf-8")
    return target


def test_a_configuration_competes_in_its_own_division_only(tmp_path: Path) -> None:
    declared = 'CONFIGURATIONS = {"serial": "closed", "parallel": "open"}\n'
    folder = _declaring(tmp_path, declared)
    serial, parallel = (impls.load(f"{folder}:{name}") for name in ("serial", "parallel"))
    assert (serial.divisions, parallel.divisions) == (("closed",), ("open",))
    assert OPEN.cases(serial) == []
    assert [case.division for case in OPEN.cases(parallel)] == ["open"]
    assert replace(OPEN, division="closed").cases(parallel) == []


def test_without_a_word_about_divisions_one_competes_in_the_closed_one(tmp_path: Path) -> None:
    folder = _declaring(tmp_path, 'CONFIGURATIONS = ("a", "b")\n')
    assert impls.load(f"{folder}:b").divisions == ("closed",)


def test_a_folder_may_compete_in_both() -> None:
    assert impls.load("numpy_vectorized").divisions == ("closed", "open")


def test_an_unknown_division_is_refused_by_name(tmp_path: Path) -> None:
    folder = _declaring(tmp_path, 'DIVISIONS = ("closed", "ajar")\n')
    with pytest.raises(LookupError, match="ajar"):
        impls.load(str(folder))


def test_the_open_division_has_all_cores_and_names_of_its_own() -> None:
    (case,) = OPEN.cases(impls.load("numpy_vectorized"))
    assert case.threads == environment.usable_cores()
    assert case.id.endswith("t-open")
    assert case.id != replace(case, division="closed").id


def test_every_thread_count_has_a_worker_of_its_own_and_sees_its_threads(tmp_path: Path) -> None:
    one = Case("numpy_vectorized", "shallow", "relu", "forward", 10)
    cases = (one, replace(one, threads=environment.usable_cores(), division="open"))
    job = session.Job(tmp_path, TINY, cases, ("numpy_vectorized",), 1)
    session.check(job, lambda _: None)
    session.time_cells(job, 1, lambda _: None)
    checks = {
        record.id: record.kind for record in read_lines(tmp_path / "checks.jsonl", CheckRecord)
    }
    assert checks == {case.id: "measured" for case in cases}
    timings = {
        record.id: record for record in read_lines(tmp_path / "process-1.jsonl", TimingRecord)
    }
    for case in cases:
        assert timings[case.id].valid, timings[case.id].reason
        assert set(timings[case.id].threads.values()) == {case.threads}


def test_cpu_time_that_contradicts_the_threads_is_a_fault() -> None:
    rounds = Slices(cpu_s=[1.9], wall_s=[1.0])
    assert "1.90 s of CPU time per second with 1 thread(s)" in rounds.fault(1)
    assert rounds.fault(2) == ""


def test_a_tick_of_cpu_time_that_comes_late_is_no_fault() -> None:
    """Seen in cells of a few milliseconds; alone, a thread's own time is never late."""
    assert Slices(cpu_s=[0.0064], wall_s=[0.0025]).fault(2) == ""
    assert Slices(cpu_s=[0.0064], wall_s=[0.0025]).fault(1)


def test_more_threads_than_asked_for_are_a_fault_and_fewer_are_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(environment, "observed_threads", lambda: {"openblas": 2, "numba": 1})
    assert environment.too_many_threads(1) == "asked for 1 thread(s), observed openblas 2"
    assert environment.too_many_threads(2) == ""
    assert "numba 1" in environment.thread_fault(2)


def test_quick_measures_one_thread_only_and_standard_both() -> None:
    implementation = impls.load("numpy_vectorized")
    divisions = {
        name: {case.division for case in grid.select(profile, [implementation])}
        for name, profile in grid.PROFILES.items()
    }
    assert divisions["quick"] == {"closed"}
    assert divisions["standard"] == divisions["full"] == {"closed", "open"}


def test_the_libraries_of_two_packages_are_two_even_where_they_share_a_name() -> None:
    name = environment._package_of("/env/lib/site-packages/numpy.libs/libopenblas-32a4.so")
    other = environment._package_of("/env/lib/site-packages/scipy/.dylibs/libopenblas.dylib")
    assert (name, other) == ("numpy_", "scipy_")
    assert environment._package_of("/usr/lib/libgomp.so.1") == ""


def test_a_containers_quota_counts_as_much_as_its_affinity(monkeypatch: pytest.MonkeyPatch) -> None:
    affinity = len(os.sched_getaffinity(0))
    for quota, usable in ((1, 1), (1_000, affinity)):
        by_quota = "joblib.externals.loky.backend.context._cpu_count_cgroup"
        monkeypatch.setattr(by_quota, lambda _, quota=quota: quota)
        assert environment.usable_cores() == usable
