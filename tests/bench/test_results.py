"""The store keeps what was finished and refuses, by name and field, what it cannot trust."""

import json
import math
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from propbench.bench import results
from propbench.bench.cases import Case
from propbench.bench.process import ROOT
from propbench.bench.results import CheckRecord, ResultError, RunRecord, TimingRecord

CASE = Case("numpy_vectorized", "shallow", "relu", "forward", 100)


def _check(**changes: object) -> CheckRecord:
    fields = {
        "id": CASE.id,
        "kind": "measured",
        "reason": "",
        "first_call_s": 0.1,
        "call_s": 0.1,
        "prepare_s": 0.1,
        "max_error": 0.0,
        "digest": "",
    }
    return CheckRecord.model_validate({**fields, **changes})


def _timing(**changes: object) -> TimingRecord:
    fields = {
        "id": CASE.id,
        "process": 1,
        "order": 0,
        "started_s": 0.0,
        "hash_seed": 1,
        "first_call_s": 0.1,
        "calls_per_round": 1,
        "round_s": [0.1],
        "cpu_per_wall": 1.0,
        "drift": 1.0,
        "valid": True,
        "reason": "",
    }
    return TimingRecord.model_validate({**fields, **changes})


def _run(folder: Path) -> RunRecord:
    record = RunRecord(
        schema_version=1,
        id="a-run",
        status="complete",
        profile="quick",
        created="2026-11-23T00:00:00+00:00",
        elapsed_s=1.0,
        seed=1,
        processes=1,
        command="make bench",
        commit="unknown",
        filtered=False,
        environment={"cores": 2},
        implementations={},
        missing={},
        cases=[CASE],
        files={},
    )
    results.append(folder / "checks.jsonl", _check())
    results.append(folder / "process-1.jsonl", _timing())
    results.save_run(folder, record)
    return results.read_run_record(folder)


def test_a_saved_run_is_read_back_as_it_was(tmp_path: Path) -> None:
    record = _run(tmp_path)
    assert record.files == {"checks.jsonl": 1, "process-1.jsonl": 1}
    assert record.cases == [CASE]
    assert results.load(tmp_path).timings == [_timing()]


def test_a_file_that_lost_a_line_is_refused_by_name(tmp_path: Path) -> None:
    _run(tmp_path)
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
    _run(tmp_path)
    stored = json.loads((tmp_path / "run.json").read_text())
    (tmp_path / "run.json").write_text(json.dumps({**stored, "schema_version": 99}))
    with pytest.raises(ResultError, match="schema_version is 99, this version reads 1"):
        results.load(tmp_path)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-1.0", "0", '"1"', "null", "1e999"])
def test_a_timing_that_is_no_positive_number_is_refused_by_field(
    tmp_path: Path, value: str
) -> None:
    _run(tmp_path)
    line = _timing().model_dump_json().replace('"round_s":[0.1]', f'"round_s":[{value}]')
    (tmp_path / "process-1.jsonl").write_text(line + "\n")
    with pytest.raises(ResultError, match=r"process-1\.jsonl line 1: round_s"):
        results.load(tmp_path)


def test_an_unknown_field_is_refused(tmp_path: Path) -> None:
    _run(tmp_path)
    line = json.dumps({**_timing().model_dump(), "extra": 1})
    (tmp_path / "process-1.jsonl").write_text(line + "\n")
    with pytest.raises(ResultError, match="extra"):
        results.load(tmp_path)


def test_records_refuse_non_finite_numbers() -> None:
    with pytest.raises(ValueError, match="finite"):
        _timing(drift=math.inf)


def test_a_torn_last_line_is_dropped_and_whole_lines_stay(tmp_path: Path) -> None:
    path = tmp_path / "process-1.jsonl"
    results.append(path, _timing())
    with path.open("a") as file:
        file.write('{"id": "torn')
    results.drop_torn_line(path)
    assert results.read_lines(path, TimingRecord) == [_timing()]


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


def _change(folder: Path, **changes: object) -> None:
    stored = json.loads((folder / "run.json").read_text())
    (folder / "run.json").write_text(json.dumps({**stored, **changes}))


def test_a_run_that_was_killed_loads_with_everything_that_was_finished(tmp_path: Path) -> None:
    """Killed once more after `--resume`: the counts are those of the first time."""
    _run(tmp_path)
    _change(tmp_path, status="running", files={"process-1.jsonl": 1}, processes=2)
    results.append(tmp_path / "process-2.jsonl", _timing(process=2))
    with (tmp_path / "process-2.jsonl").open("a") as file:
        file.write('{"id": "torn')
    assert [timing.process for timing in results.load(tmp_path).timings] == [1, 2]


def test_a_killed_run_that_lost_a_line_is_refused_all_the_same(tmp_path: Path) -> None:
    _run(tmp_path)
    _change(tmp_path, status="partial", files={"process-1.jsonl": 2})
    with pytest.raises(ResultError, match="has 1 lines where"):
        results.load(tmp_path)


@pytest.mark.parametrize("text", ["a\u2028b", "a\u2029b", "a\u0085b", "a\x1cb", "a\x0bb\x0cc\rd"])
def test_a_reason_with_any_line_separator_is_read_back(tmp_path: Path, text: str) -> None:
    path = tmp_path / "checks.jsonl"
    results.append_all(path, [_check(reason=text), _check(reason="next")])
    assert [check.reason for check in results.read_lines(path, CheckRecord)] == [text, "next"]


@pytest.mark.parametrize(
    ("file", "record", "reason"),
    [
        ("checks.jsonl", _check(), f"has the check of {CASE.id} twice"),
        ("checks.jsonl", _check(kind="failed"), f"has the check of {CASE.id} twice"),
        ("checks.jsonl", _check(id="other"), "has a check of other, but no case"),
        ("process-1.jsonl", _timing(), f"has the timing of {CASE.id}, 1 twice"),
        ("process-1.jsonl", _timing(id="other"), "has a timing of other, but no check"),
    ],
)
def test_records_that_do_not_belong_together_are_refused(
    tmp_path: Path, file: str, record: results.Record, reason: str
) -> None:
    _run(tmp_path)
    results.append(tmp_path / file, record)
    _change(tmp_path, status="partial")
    with pytest.raises(ResultError, match=reason):
        results.load(tmp_path)


def test_a_timing_of_a_cell_that_failed_its_check_is_refused(tmp_path: Path) -> None:
    _run(tmp_path)
    (tmp_path / "checks.jsonl").write_text(_check(kind="failed").model_dump_json() + "\n")
    with pytest.raises(ResultError, match="but no check that it passed"):
        results.load(tmp_path)


def test_a_key_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    _run(tmp_path)
    text = (tmp_path / "run.json").read_text()
    (tmp_path / "run.json").write_text(text.replace('"seed": 1', '"seed": 1, "seed": 2'))
    with pytest.raises(ResultError, match="'seed' is there twice"):
        results.load(tmp_path)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"id": "another"}, "calls a case 'another' whose fields make it"),
        ({"m": "100"}, r"cases\.0\.m: Input should be a valid integer"),
        ({"m": 0, "id": CASE.id.replace("100", "0")}, "is no case"),
        ({"phase": "<script>"}, "is no case"),
        ({"colour": "red"}, r"cases\.0\.colour: Unexpected keyword argument"),
    ],
)
def test_a_case_that_is_none_is_refused_by_field(
    tmp_path: Path, changes: dict[str, object], reason: str
) -> None:
    _run(tmp_path)
    stored = json.loads((tmp_path / "run.json").read_text())
    _change(tmp_path, cases=[{**stored["cases"][0], **changes}])
    with pytest.raises(ResultError, match=reason):
        results.load(tmp_path)


@pytest.mark.parametrize("umask", [0o077, 0o022])
def test_files_honour_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        results.write_atomically(tmp_path / "run.json", "text")
    finally:
        os.umask(before)
    assert (tmp_path / "run.json").stat().st_mode & 0o777 == 0o666 & ~umask


def test_what_a_killed_writer_left_is_removed_and_what_a_living_one_writes_is_not(
    tmp_path: Path,
) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    names = [f".run.json-{process}-0a.unfinished" for process in (dead.pid, os.getpid())]
    for name in (*names, "run.json"):
        (tmp_path / name).touch()
    results.remove_unfinished(tmp_path)
    assert {file.name for file in tmp_path.iterdir()} == {names[1], "run.json"}


def test_a_run_has_one_writer_and_a_dead_one_does_not_keep_it(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from propbench.bench import results\n"
        "with results.only_writer(Path(sys.argv[1])):\n"
        "    print('mine', flush=True); time.sleep(99)\n"
    )
    owner = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, cwd=ROOT
    )
    assert owner.stdout is not None
    owner.stdout.readline()
    with (
        pytest.raises(ResultError, match="is being measured by another process"),
        results.only_writer(tmp_path),
    ):
        pass
    owner.kill()
    owner.communicate()
    with results.only_writer(tmp_path):
        pass
