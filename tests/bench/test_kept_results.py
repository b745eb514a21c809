"""What was measured is kept: killed runs load, records belong together, a run has one writer."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from propbench.bench import results
from propbench.bench.cases import Case
from propbench.bench.locks import claim
from propbench.bench.process import ROOT
from propbench.bench.results import CheckRecord, ResultError, TimingRecord
from tests.bench.stored_runs import CASE, change, check, run, timing


def test_a_run_that_was_killed_loads_with_everything_that_was_finished(tmp_path: Path) -> None:
    """Killed once more after `--resume`: the counts are those of the first time."""
    run(tmp_path)
    change(tmp_path, status="running", files={"process-1.jsonl": 1}, processes=2)
    results.append(tmp_path / "process-2.jsonl", timing(process=2))
    with (tmp_path / "process-2.jsonl").open("a") as file:
        file.write('{"id": "torn')
    assert [timing.process for timing in results.load(tmp_path).timings] == [1, 2]


def test_a_killed_run_that_lost_a_line_is_refused_all_the_same(tmp_path: Path) -> None:
    run(tmp_path)
    change(tmp_path, status="partial", files={"process-1.jsonl": 2})
    with pytest.raises(ResultError, match="has 1 lines where"):
        results.load(tmp_path)


@pytest.mark.parametrize("text", ["a\u2028b", "a\u2029b", "a\u0085b", "a\x1cb", "a\x0bb\x0cc\rd"])
def test_a_reason_with_any_line_separator_is_read_back(tmp_path: Path, text: str) -> None:
    path = tmp_path / "checks.jsonl"
    results.append_all(path, [check(reason=text), check(reason="next")])
    assert [check.reason for check in results.read_lines(path, CheckRecord)] == [text, "next"]


@pytest.mark.parametrize(
    ("file", "record", "reason"),
    [
        ("checks.jsonl", check(), f"has the check of {CASE.id} twice"),
        ("checks.jsonl", check(kind="failed"), f"has the check of {CASE.id} twice"),
        ("checks.jsonl", check(id="other"), "has a check of other, but no case"),
        ("process-1.jsonl", timing(), f"has the timing of {CASE.id}, 1 twice"),
        ("process-1.jsonl", timing(id="other"), "has a timing of other, but no check"),
    ],
)
def test_records_that_do_not_belong_together_are_refused(
    tmp_path: Path, file: str, record: results.Record, reason: str
) -> None:
    run(tmp_path)
    results.append(tmp_path / file, record)
    change(tmp_path, status="partial")
    with pytest.raises(ResultError, match=reason):
        results.load(tmp_path)


def test_a_timing_of_a_cell_that_failed_its_check_is_refused(tmp_path: Path) -> None:
    run(tmp_path)
    (tmp_path / "checks.jsonl").write_text(check(kind="failed").model_dump_json() + "\n")
    with pytest.raises(ResultError, match="but no check that it passed"):
        results.load(tmp_path)


def test_a_key_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    run(tmp_path)
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
    run(tmp_path)
    stored = json.loads((tmp_path / "run.json").read_text())
    change(tmp_path, cases=[{**stored["cases"][0], **changes}])
    with pytest.raises(ResultError, match=reason):
        results.load(tmp_path)


@pytest.mark.parametrize("case", [replace(CASE, m=1), replace(CASE, threads=2)])
def test_a_case_of_one_example_or_of_several_threads_is_one(tmp_path: Path, case: Case) -> None:
    run(tmp_path)
    change(tmp_path, cases=[{**asdict(case), "id": case.id}])
    assert results.read_run_record(tmp_path).cases == [case]


def test_a_stored_case_runs_no_file_that_it_names_as_its_subject(tmp_path: Path) -> None:
    run(tmp_path)
    subject = tmp_path / "subject.py"
    subject.write_text(f"open({str(tmp_path / 'it ran')!r}, 'w')\n")
    stored = json.loads((tmp_path / "run.json").read_text())
    change(tmp_path, cases=[{**stored["cases"][0], "subject": str(subject)}])
    with pytest.raises(ResultError, match="is no case: no subject"):
        results.load(tmp_path)
    assert not (tmp_path / "it ran").exists()


@pytest.mark.parametrize("word", ["network", "phase"])
def test_a_stored_case_of_a_word_that_is_not_known_is_refused(tmp_path: Path, word: str) -> None:
    run(tmp_path)
    text = (tmp_path / "run.json").read_text()
    (tmp_path / "run.json").write_text(text.replace(getattr(CASE, word), "other"))
    with pytest.raises(ResultError, match=f"is no case: no {word} 'other'"):
        results.load(tmp_path)


def test_records_that_belong_together_are_added_to_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "process-1.jsonl"
    together = [timing(process=2), timing(process=3)]
    results.append_whole(path, [timing()])
    results.append_whole(path, together)
    assert results.read_lines(path, TimingRecord) == [timing(), *together]


@pytest.mark.parametrize("umask", [0o077, 0o022])
def test_files_honour_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        results.write_atomically(tmp_path / "run.json", "text")
    finally:
        os.umask(before)
    assert (tmp_path / "run.json").stat().st_mode & 0o777 == 0o666 & ~umask


def _write_beside(out: Path) -> None:
    results.write_atomically(out / "runs" / "a" / "run.json", "another")


@pytest.mark.parametrize("start", [results.remove_unfinished, _write_beside])
def test_what_a_killed_writer_left_is_removed_and_what_a_living_one_writes_is_not(
    tmp_path: Path, start: Callable[[Path], None]
) -> None:
    left, written = (tmp_path / f".run.json-{token}.unfinished" for token in ("0a", "0b"))
    folder = tmp_path / "runs" / "a"
    folder.mkdir(parents=True)
    left, written = (folder / f".run.json-{token}.unfinished" for token in ("0a", "0b"))
    for file in (left, written, folder / "run.json"):
        file.touch()
    with written.open() as writing:
        assert claim(written, writing.fileno())
        start(tmp_path)
    assert {file.name for file in folder.iterdir()} == {written.name, "run.json"}


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


def test_some_cases_alone_are_read_as_all_are_and_refused_by_line(tmp_path: Path) -> None:
    record = run(tmp_path)
    some = results.load_cases(tmp_path, record, [CASE.id])
    assert (some.checks, some.timings) == ([check()], [timing()])
    assert results.load_cases(tmp_path, record, ["another"]).timings == []
    assert results.load_cases(tmp_path, record, []).checks == []
    path = tmp_path / "process-1.jsonl"
    path.write_text(path.read_text().replace('"process":1', '"process":0'))
    with pytest.raises(ResultError, match=r"process-1\.jsonl line 1: process"):
        results.load_cases(tmp_path, record, [CASE.id])
