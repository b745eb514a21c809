"""The store keeps what was finished and refuses, by name and field, what it cannot trust."""

import json
import math
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from propbench.bench import results
from propbench.bench.process import ROOT
from propbench.bench.results import CheckRecord, ResultError, TimingRecord
from tests.bench.stored_runs import CASE, run, timing


def test_a_saved_run_is_read_back_as_it_was(tmp_path: Path) -> None:
    record = run(tmp_path)
    assert record.files == {"checks.jsonl": 1, "process-1.jsonl": 1}
    assert record.cases == [CASE]
    assert results.load(tmp_path).timings == [timing()]


def test_a_file_that_lost_a_line_is_refused_by_name(tmp_path: Path) -> None:
    run(tmp_path)
    (tmp_path / "process-1.jsonl").write_text("")
    with pytest.raises(ResultError, match=r"process-1\.jsonl has 0 lines where run\.json counts 1"):
        results.load(tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"schema_version": 1}', "\ufeff{}"])
def test_a_truncated_or_foreign_run_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "run.json").write_text(text, "utf-8")
    with pytest.raises(ResultError, match=r"run\.json"):
        results.load(tmp_path)


def test_a_deeply_nested_run_is_refused(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("[" * 100_000, "utf-8")
    with pytest.raises(ResultError, match=r"run\.json"):
        results.load(tmp_path)


def test_another_schema_is_refused_with_both_versions(tmp_path: Path) -> None:
    run(tmp_path)
    stored = json.loads((tmp_path / "run.json").read_text())
    (tmp_path / "run.json").write_text(json.dumps({**stored, "schema_version": 99}))
    with pytest.raises(ResultError, match="schema_version is 99, this version reads 1"):
        results.load(tmp_path)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-1.0", "0", '"1"', "null", "1e999"])
def test_a_timing_that_is_no_positive_number_is_refused_by_field(
    tmp_path: Path, value: str
) -> None:
    run(tmp_path)
    line = timing().model_dump_json().replace('"round_s":[0.1]', f'"round_s":[{value}]')
    (tmp_path / "process-1.jsonl").write_text(line + "\n")
    with pytest.raises(ResultError, match=r"process-1\.jsonl line 1: round_s"):
        results.load(tmp_path)


def test_an_allocation_may_be_without_a_page_fault_and_not_without_a_round() -> None:
    made = partial(results.AllocationRecord, pair=1, raised=False, m=1, faults_per_call=0.0)
    assert made(round_s=[0.1]).faults_per_call == 0
    with pytest.raises(ValueError, match="round_s"):
        made(round_s=[])


def test_of_several_faults_the_first_is_named(tmp_path: Path) -> None:
    run(tmp_path)
    line = json.dumps({**timing().model_dump(), "process": 0, "order": -1})
    (tmp_path / "process-1.jsonl").write_text(line + "\n")
    with pytest.raises(ResultError, match=r"process-1\.jsonl line 1: process: "):
        results.load(tmp_path)


def test_a_file_that_no_process_of_the_run_has_is_not_read(tmp_path: Path) -> None:
    run(tmp_path)
    (tmp_path / "process-0.jsonl").write_text("no record")
    assert results.load(tmp_path).timings == [timing()]


def test_an_unknown_field_is_refused(tmp_path: Path) -> None:
    run(tmp_path)
    line = json.dumps({**timing().model_dump(), "extra": 1})
    (tmp_path / "process-1.jsonl").write_text(line + "\n")
    with pytest.raises(ResultError, match="extra"):
        results.load(tmp_path)


def test_records_refuse_non_finite_numbers() -> None:
    with pytest.raises(ValueError, match="finite"):
        timing(drift=math.inf)


def test_a_torn_last_line_is_dropped_and_whole_lines_stay(tmp_path: Path) -> None:
    path = tmp_path / "process-1.jsonl"
    results.append(path, timing())
    with path.open("a") as file:
        file.write('{"id": "torn')
    results.drop_torn_line(path)
    assert results.read_lines(path, TimingRecord) == [timing()]
    results.append(path, timing())
    assert results.read_lines(path, TimingRecord) == [timing(), timing()]


def test_a_failed_write_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "run.json"
    results.write_atomically(path, "old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        results.write_atomically(path, "new")
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["run.json"]


def test_a_file_that_cannot_be_begun_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(PermissionError):
        results.write_atomically(tmp_path / "run.json", "new")


def test_a_save_that_is_killed_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    program = (
        "import sys; from pathlib import Path; from propbench.bench import results\n"
        "n = 0\n"
        "while True:\n"
        "    n += 1; results.write_atomically(Path(sys.argv[1]), f'{n:06d}' * 20_000)\n"
    )
    for _ in range(5):
        writer = subprocess.Popen([sys.executable, "-c", program, str(path)], cwd=ROOT)
        while not path.exists():
            time.sleep(0.01)
        time.sleep(0.05)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        text = path.read_text()
        assert text == text[:6] * 20_000


def test_without_a_run_the_message_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ResultError, match="propbench run"):
        results.newest(tmp_path)


def test_a_check_record_of_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "checks.jsonl"
    path.write_text('{"id":"a","kind":"fine"}\n')
    with pytest.raises(ResultError, match=r"checks\.jsonl line 1: kind"):
        results.read_lines(path, CheckRecord)
