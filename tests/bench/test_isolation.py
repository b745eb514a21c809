"""One contender harms no other, and what it says of its owner is not kept."""

import gc
import os
import random
import signal
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest

from propbench import impls
from propbench.bench import grid
from propbench.bench.reasons import cleaned
from propbench.bench.results import CheckRecord, TimingRecord, read_lines
from propbench.bench.timing import session
from propbench.bench.timing.isolation import contained
from tests.bench import wicked
from tests.bench.test_session import TINY


def _measured(folder: Path, *specifiers: str) -> tuple[list[CheckRecord], list[TimingRecord]]:
    run = folder / "run"
    run.mkdir()
    names = [Path(specifier).name for specifier in specifiers]
    cases = [grid.Case(name, "shallow", "sigmoid", "forward", m) for name in names for m in (1, 10)]
    job = session.Job(run, TINY, tuple(cases), specifiers, 1, limit_s=60.0)
    session.check(job, lambda _: None)
    session.time_cells(job, 1, lambda _: None)
    checks = read_lines(run / "checks.jsonl", CheckRecord)
    timings = read_lines(run / "process-1.jsonl", TimingRecord)
    return checks, [timing for timing in timings if not timing.control]


def test_who_changes_the_process_changes_nothing_for_others(tmp_path: Path) -> None:
    folder = wicked.write("changes_state", tmp_path)
    checks, timings = _measured(tmp_path, str(folder), "numpy_vectorized", "numpy_inplace")
    assert {check.kind for check in checks} == {"measured"}, checks
    assert [timing.reason for timing in timings if not timing.control] == [""] * 6


def test_a_warning_of_a_contender_does_not_fail_its_timing(tmp_path: Path) -> None:
    checks, timings = _measured(tmp_path, str(wicked.write("warns", tmp_path)))
    assert {check.kind for check in checks} == {"measured"}, checks
    assert [timing.reason for timing in timings] == ["", ""]


@pytest.mark.parametrize(
    ("name", "reason"), [("exits", "SystemExit: 0"), ("vanishes", "the process ended with 0")]
)
def test_a_contender_that_ends_the_process_fails_its_own_cells(
    tmp_path: Path, name: str, reason: str
) -> None:
    checks, timings = _measured(tmp_path, str(wicked.write(name, tmp_path)), "numpy_vectorized")
    reasons = {check.id.partition("-")[0]: check.reason for check in checks}
    assert reason in reasons[name]
    assert reasons["numpy_vectorized"] == ""
    assert len(timings) == 2


def test_a_reason_says_nothing_about_its_owner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MY_TOKEN", "hunter2-canary")
    checks, _ = _measured(tmp_path, str(wicked.write("says_too_much", tmp_path)))
    kept = "".join(check.model_dump_json() for check in checks)
    assert "ValueError: file.npz dense.py $MY_TOKEN (dense.py, line " in kept
    for secret in ("canary", str(Path.home()), str(tmp_path), "\\u2028"):
        assert secret not in kept


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("cannot open /usr/lib/libfoo.so.1: no", "cannot open libfoo.so.1: no"),
        ("File '/a b/c/d.py', line 3", "File 'd.py', line 3"),
        ("see https://example.org/a/b", "see https://example.org/a/b"),
        ("3 m/s of impls/contract.py", "3 m/s of impls/contract.py"),
        ("in /etc/ and ~/.config/x", "in etc and x"),
        ("a\nb\u2028c", "a b c"),
        ("x" * 300, "x" * 200),
    ],
)
def test_paths_lose_their_folders_and_lines_their_ends(text: str, clean: str) -> None:
    assert cleaned(text) == clean


def _facts() -> list[object]:
    return [
        *(np.geterr(), list(warnings.filters), random.getstate(), Path.cwd(), dict(os.environ)),
        *(gc.isenabled(), gc.get_threshold(), sys.getrecursionlimit(), sys.path[:]),
        *(signal.getsignal(signal.SIGINT), np.random.get_state()[1].tolist()),  # type: ignore[index] # noqa: NPY002
    ]


def test_the_state_is_everybodys_again_behind_a_contender(tmp_path: Path) -> None:
    before = _facts()
    folder = wicked.write("changes_state", tmp_path)
    with contained(str(folder)):
        impls.load(str(folder))
        assert np.geterr()["over"] == "raise"
    assert _facts() == before


def test_a_contender_finds_its_own_state_again() -> None:
    with contained("someone"):
        np.seterr(over="raise")
        os.environ["OF_SOMEONE"] = "1"
    with contained("another"):
        assert np.geterr()["over"] != "raise"
        assert "OF_SOMEONE" not in os.environ
    with contained("someone:configured"):
        assert np.geterr()["over"] == "raise"
        assert os.environ["OF_SOMEONE"] == "1"
