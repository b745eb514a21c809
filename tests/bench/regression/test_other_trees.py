"""Which trees can be compared: those of propbench since it is one package, and others by name."""

import re
import subprocess
from pathlib import Path

import pytest

from propbench.bench.regression.sides import trees
from propbench.bench.regression.sides.git import Repository
from propbench.bench.results import ResultError
from propbench.command import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository of one commit, which has nothing of propbench."""
    place = tmp_path / "repository"
    place.mkdir()
    (place / "README").write_text("Another project.\n", "utf-8")
    author = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    for words in (("init", "-q"), ("add", "-A"), (*author, "commit", "-qm", "first")):
        command = ["git", *words]
        subprocess.run(command, cwd=place, check=True)
    return place


@pytest.mark.parametrize("chosen", [[], ["--impl", "numpy_inplace"]])
def test_what_ships_with_propbench_is_no_comparison_of_another_repository(
    chosen: list[str],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(folder)
    assert main(["regress", "--base", "HEAD", *chosen]) == 2
    assert "name a folder of that repository, or a file with --module" in capsys.readouterr().err
    assert not (folder / "propbench-out").exists()


def test_a_commit_from_before_the_package_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = Repository(folder.resolve())
    monkeypatch.setattr(trees, "ROOT", repository.folder)
    old = repository.commit("HEAD")
    with (
        pytest.raises(ResultError, match=re.escape(f"{old[:9]} has no folder propbench/")),
        trees.checked_out(repository, old, old),
    ):
        pass
    command = ["git", "worktree", "list"]
    listed = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    assert listed.stdout.count("\n") == 1
