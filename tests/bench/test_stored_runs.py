"""`propbench runs` lists what is stored, and deletes nothing that is not surely a run."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from propbench.bench import results
from propbench.bench.exits import DONE, USAGE, UsageError
from propbench.bench.results import only_writer
from propbench.bench.results.stored import run_named
from propbench.bench.stored_runs.listing import listed
from propbench.bench.stored_runs.pruning import chosen
from propbench.command import main
from tests.bench.stored_runs import change, run

NOW = datetime.now(UTC)


def store(out: Path, days: int, kind: str = "runs") -> Path:
    """A run that began so many days ago, below a folder for results."""
    began = NOW - timedelta(days=days)
    folder = out / kind / f"{began:%Y%m%dT%H%M%SZ}-quick"
    folder.mkdir(parents=True)
    run(folder)
    change(folder, id=folder.name, created=began.isoformat(timespec="seconds"))
    return folder


def prune(out: Path, *words: str) -> None:
    assert main(["runs", "--prune", *words, "--out", str(out)]) == DONE


def test_runs_are_listed_newest_first_with_size_and_age(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = store(tmp_path, 40, "time"), store(tmp_path, 3)
    (new / "numba-cache").mkdir()
    (new / "numba-cache" / "kernel.nbc").write_bytes(b"0" * 2**20)
    assert main(["runs", "--out", str(tmp_path)]) == DONE
    head, first, second, total = capsys.readouterr().out.splitlines()
    assert head.split() == ["run", "of", "made", "commit", "status", "size", "age"]
    assert first.split()[:2] == [new.name, "run"]
    assert "1.00\u202fMiB" in first
    assert first.endswith("3 d")
    assert second.split()[:2] == [old.name, "time"]
    assert second.endswith("40 d")
    assert total.startswith("2 runs, ")
    assert len(first) <= 80


def test_a_word_names_a_run_by_path_by_folder_or_by_name(tmp_path: Path) -> None:
    oldest, *_, newest = [store(tmp_path, days, "time") for days in (5, 4, 3, 2, 1)]
    other = store(tmp_path, 9)
    for word in (str(tmp_path), str(tmp_path / "time"), str(newest), newest.name):
        assert run_named(word, tmp_path) == newest
    assert run_named(oldest.name, tmp_path) == oldest
    assert run_named(str(tmp_path / "runs"), tmp_path) == other
    assert results.newest(tmp_path / "time") == newest


def test_a_word_that_names_no_run_is_told_the_newest_three(tmp_path: Path) -> None:
    runs = [store(tmp_path, days) for days in (1, 2, 3, 4)]
    (tmp_path / "runs" / "linked").symlink_to(runs[0])
    there = ", ".join(folder.name for folder in runs[:3])
    with pytest.raises(UsageError, match=f"no run 'nobody'.*the newest there are {there}$"):
        run_named("nobody", tmp_path)
    with pytest.raises(UsageError, match="there is none"):
        run_named("nobody", tmp_path / "empty")


def test_json_has_every_run_and_why_one_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(store(tmp_path, 2), schema_version=9)
    store(tmp_path, 1)
    assert main(["runs", "--json", "--out", str(tmp_path)]) == DONE
    told = json.loads(capsys.readouterr().out)
    assert told["schema_version"] == 1
    newer, older = told["runs"]
    assert newer["status"] == "complete"
    assert newer["bytes"] > 0
    assert newer["refused"] is None
    assert "schema_version is 9" in older["refused"]


def test_an_empty_folder_says_how_to_measure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["runs", "--out", str(tmp_path)]) == DONE
    assert "`propbench run`" in capsys.readouterr().out


def test_nothing_is_deleted_before_it_was_said_and_agreed_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = store(tmp_path, 40), store(tmp_path, 3)
    prune(tmp_path, "--older-than", "30d")
    assert f"Would delete: {old}, 40 d old" in capsys.readouterr().out
    assert old.exists()
    prune(tmp_path, "--older-than", "30d", "--yes")
    told = capsys.readouterr().out
    assert told.splitlines()[0] == f"Deletes: {old}, 40 d old"
    assert told.splitlines()[-1].startswith("Deleted 1 run, ")
    assert not old.exists()
    assert new.exists()


def test_the_newest_of_each_kind_are_kept(tmp_path: Path) -> None:
    folders = [store(tmp_path, days, kind) for kind in ("runs", "time") for days in (1, 2, 3)]
    found = listed(tmp_path)
    assert {each.folder for each in chosen(found, 1, None).delete} == {*folders[1:3], *folders[4:]}
    both = chosen(found, 1, 2.5 * 86_400)
    assert {each.folder for each in both.delete} == {folders[2], folders[5]}
    assert len(chosen(found, 0, None).delete) == 6


@pytest.mark.parametrize("kind", ["file", "folder", "link", "other id", "other schema"])
def test_what_is_not_surely_a_run_stays_and_is_named(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = store(tmp_path, 9)
    if kind == "file":
        (folder / "notes.txt").write_text("mine")
    elif kind == "folder":
        (folder / "mine").mkdir()
    elif kind == "link":
        (folder / "costs.jsonl").symlink_to(tmp_path)
    else:
        change(folder, **{"id": "another"} if kind == "other id" else {"schema_version": 9})
    prune(tmp_path, "--keep", "0", "--yes")
    told = capsys.readouterr().out
    assert told.startswith(f"Stays: {folder}\n")
    assert "There is nothing to delete." in told
    assert (folder / "process-1.jsonl").exists()


def test_links_are_neither_listed_nor_followed(tmp_path: Path) -> None:
    elsewhere = store(tmp_path / "elsewhere", 9)
    out = tmp_path / "out"
    (out / "runs").mkdir(parents=True)
    (out / "runs" / elsewhere.name).symlink_to(elsewhere)
    (out / "time").symlink_to(elsewhere.parent)
    (out / "runs" / "no-run").mkdir()
    assert listed(out) == []
    prune(out, "--keep", "0", "--yes")
    assert (elsewhere / "run.json").exists()
    assert (out / "runs" / "no-run").exists()


def test_a_run_that_is_being_measured_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    measured, other = store(tmp_path, 9), store(tmp_path, 8)
    with only_writer(measured):
        prune(tmp_path, "--keep", "0", "--yes")
    assert "is being measured by another process" in " ".join(capsys.readouterr().out.split())
    assert measured.exists()
    assert not other.exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--prune"], "say what stays"),
        (["--keep", "3"], "are of --prune alone"),
        (["--yes"], "are of --prune alone"),
        (["--json", "--prune", "--keep", "3"], "--json lists"),
    ],
)
def test_options_that_do_not_fit_are_refused_in_one_line(
    words: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["runs", *words, "--out", str(tmp_path)]) == USAGE
    (line,) = capsys.readouterr().err.splitlines()
    assert message in line


@pytest.mark.parametrize("words", [["--keep", "-1"], ["--keep", "x"], ["--older-than", "0d"]])
def test_limits_that_are_none_are_refused(words: list[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        main(["runs", "--prune", *words, "--out", str(tmp_path)])
