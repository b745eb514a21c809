"""Workers check and time in fresh processes, and the parent survives whatever they do."""

from pathlib import Path

import pytest

from propbench import impls
from propbench.bench import grid
from propbench.bench.process import WorkerError
from propbench.bench.reasons import one_line
from propbench.bench.results import CheckRecord, TimingRecord, read_lines
from propbench.bench.timing import session
from propbench.bench.timing.checker import Checker
from tests.bench import broken

TINY = grid.Profile(
    "quick",
    slices=(),
    processes=1,
    cell_s=0.01,
    slowest_call_s=0.5,
    min_rounds=3,
    total_s=60,
)


def _job(
    folder: Path, specifier: str, sizes: tuple[int, ...], limit_s: float = 60.0
) -> session.Job:
    name = Path(specifier).name
    cases = [grid.Case(name, "shallow", "relu", "forward", m) for m in sizes]
    cases.append(grid.Case(name, "", "relu", "activation", 100))
    return session.Job(folder, TINY, tuple(cases), (specifier,), 1, limit_s)


def _checks(folder: Path) -> dict[str, CheckRecord]:
    return {record.id: record for record in read_lines(folder / "checks.jsonl", CheckRecord)}


def _ignore(_: str) -> None:
    pass


def test_every_round_of_every_right_cell_is_kept(tmp_path: Path) -> None:
    job = _job(tmp_path, "numpy_vectorized", (1, 10))
    done: list[str] = []
    session.check(job, done.append)
    session.time_cells(job, 1, done.append)
    timings = read_lines(tmp_path / "process-1.jsonl", TimingRecord)
    assert sorted(record.id for record in timings) == sorted(case.id for case in job.cases)
    assert sorted(done) == sorted(2 * [case.id for case in job.cases])
    for record in timings:
        assert record.valid, record.reason
        assert len(record.round_s) >= TINY.min_rounds
        assert all(seconds > 0 for seconds in record.round_s)


def test_what_is_finished_is_not_measured_again(tmp_path: Path) -> None:
    job = _job(tmp_path, "numpy_vectorized", (1,))
    session.check(job, _ignore)
    session.time_cells(job, 1, _ignore)
    before = (tmp_path / "process-1.jsonl").read_bytes()
    session.check(job, _ignore)
    session.time_cells(job, 1, _ignore)
    assert (tmp_path / "process-1.jsonl").read_bytes() == before


def test_a_control_is_kept_after_its_case_so_that_a_killed_restart_repeats_none(
    tmp_path: Path,
) -> None:
    names, sizes = ("numpy_vectorized", "numpy_inplace"), range(1, 7)
    cases = [grid.Case(name, "shallow", "relu", "forward", m) for name in names for m in sizes]
    job = session.Job(tmp_path, TINY, tuple(cases), names, 1)
    session.check(job, _ignore)
    session.time_cells(job, 1, _ignore)
    timings = read_lines(tmp_path / "process-1.jsonl", TimingRecord)
    place = {(record.id, record.control): n for n, record in enumerate(timings)}
    controls = [record.id for record in timings if record.control]
    assert len(controls) == len(sizes)
    assert all(place[case, False] < place[case, True] for case in controls)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("raises", "ValueError: this one always raises"),
        ("wrong", "WrongResultError: outputs"),
        ("nan", "values that are not finite"),
        ("crashes", "killed by SIGSEGV"),
        ("hangs", "took more than 8 s"),
    ],
)
def test_a_broken_cell_is_failed_with_the_reason_and_the_others_are_measured(
    tmp_path: Path, fault: str, reason: str
) -> None:
    folder = tmp_path / "run"
    folder.mkdir()
    job = _job(folder, str(broken.write(fault, tmp_path)), (1, 10), limit_s=8.0)
    session.check(job, _ignore)
    checks = _checks(folder)
    small, large, element = (checks[case.id] for case in job.cases)
    assert (small.kind, element.kind) == ("measured", "measured")
    assert large.kind == "failed"
    assert reason in large.reason
    session.time_cells(job, 1, _ignore)
    timed = {record.id for record in read_lines(folder / "process-1.jsonl", TimingRecord)}
    assert timed == {small.id, element.id}


def test_a_failure_names_the_line_of_the_implementation(tmp_path: Path) -> None:
    folder = broken.write("raises", tmp_path)
    text = (folder / "dense.py").read_text("utf-8")
    number = 1 + text[: text.index("raise ")].count("\n")
    case = grid.Case("raises", "shallow", "relu", "forward", 10)
    record = Checker(slowest_call_s=1.0).check(impls.load(str(folder)), case)
    assert record.reason == f"ValueError: this one always raises (dense.py, line {number})"


def test_a_message_of_several_lines_becomes_one() -> None:
    assert one_line(ValueError("no such function:\n   add(float, str)\n")) == (
        "no such function: add(float, str)"
    )


def test_a_worker_that_cannot_start_is_an_error_and_not_a_result(tmp_path: Path) -> None:
    job = _job(tmp_path, "numpy_vectorized", (1,))
    lost = session.Job(tmp_path, TINY, job.cases, (str(tmp_path / "gone"),), 1)
    with pytest.raises(WorkerError, match="no implementation"):
        session.check(lost, _ignore)
