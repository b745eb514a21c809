"""References that a person or a pull request gives are only ever looked up."""

import subprocess
from pathlib import Path

import pytest

from propbench.bench.regression.sides.git import NoBaseError, Repository, UnknownReferenceError, top

HOSTILE = [
    "--upload-pack=x",
    "--output=pwned",
    "-c core.pager=touch pwned",
    "$(touch pwned)",
    "`touch pwned`",
    "HEAD; touch pwned",
    "HEAD\ntouch pwned",
    "ext::sh -c touch% pwned",
    "",
    "HEAD:README",
]


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder with an identity that depends on nobody's settings."""
    identity = ("-c", "user.name=test", "-c", "user.email=test@localhost")
    command = ["git", *identity, "-c", "init.defaultBranch=main", *arguments]
    return subprocess.run(
        command, cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Two commits on a branch."""
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "--quiet")
    for number in (1, 2):
        (folder / "file").write_text(str(number), "utf-8")
        git(folder, "add", "file")
        git(folder, "commit", "--quiet", "-m", f"number {number}")
    return Repository(folder)


@pytest.mark.parametrize("reference", HOSTILE)
def test_a_hostile_reference_names_no_commit_and_runs_nothing(
    repository: Repository, reference: str
) -> None:
    before = sorted(path.name for path in repository.folder.iterdir())
    with pytest.raises(UnknownReferenceError):
        repository.commit(reference)
    assert sorted(path.name for path in repository.folder.iterdir()) == before


def test_a_reference_becomes_forty_digits(repository: Repository) -> None:
    assert repository.commit("HEAD~1") == git(repository.folder, "rev-parse", "HEAD~1")


def test_the_merge_base_of_a_branch_is_where_it_parted(repository: Repository) -> None:
    base = repository.commit("HEAD~1")
    assert repository.merge_base(base, repository.commit("HEAD")) == base


def test_commits_without_a_common_ancestor_have_no_base(repository: Repository) -> None:
    folder = repository.folder
    tree = git(folder, "rev-parse", "HEAD^{tree}")
    alone = git(folder, "commit-tree", tree, "-m", "alone")
    with pytest.raises(NoBaseError, match="shallow"):
        repository.merge_base(alone, repository.commit("HEAD"))


def test_a_shallow_clone_knows_that_it_is_one(repository: Repository, tmp_path: Path) -> None:
    assert not repository.is_shallow()
    source = repository.folder.as_uri()
    git(tmp_path, "clone", "--quiet", "--depth", "1", source, "shallow")
    assert Repository(tmp_path / "shallow").is_shallow()


def test_a_snapshot_holds_uncommitted_work_and_touches_nothing(repository: Repository) -> None:
    folder = repository.folder
    (folder / "file").write_text("changed", "utf-8")
    (folder / "new").write_text("new", "utf-8")
    before = git(folder, "status", "--porcelain"), git(folder, "rev-parse", "HEAD")
    snapshot = repository.snapshot()
    assert (git(folder, "status", "--porcelain"), git(folder, "rev-parse", "HEAD")) == before
    assert git(folder, "show", f"{snapshot}:file") == "changed"
    assert git(folder, "show", f"{snapshot}:new") == "new"
    assert git(folder, "rev-parse", f"{snapshot}~1") == before[1]


def test_a_working_tree_is_checked_out_without_hooks_and_forgotten(
    repository: Repository, tmp_path: Path
) -> None:
    hook = repository.folder / ".git" / "hooks" / "post-checkout"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path / 'hooked'}\n", "utf-8")
    hook.chmod(0o755)
    tree = tmp_path / "tree"
    repository.add_tree(tree, repository.commit("HEAD~1"))
    assert (tree / "file").read_text("utf-8") == "1"
    repository.remove_tree(tree)
    assert not tree.exists()
    assert not (tmp_path / "hooked").exists()
    assert git(repository.folder, "worktree", "list").count("\n") == 0


def test_a_folder_outside_any_repository_has_no_base(tmp_path: Path) -> None:
    with pytest.raises(NoBaseError, match="git says: fatal: not a git repository"):
        top(tmp_path)


def test_a_folder_that_is_not_there_and_a_missing_git_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NoBaseError, match="is no folder"):
        top(tmp_path / "none")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoBaseError, match="git cannot be run: No such file"):
        top(tmp_path)


def test_what_git_gives_to_a_hook_is_neither_read_nor_written(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a pre-commit hook the index of the commit that is being made is named by a variable."""
    folder, tree = repository.folder, tmp_path / "tree"
    (folder / "file").write_text("staged", "utf-8")
    git(folder, "add", "file")
    (folder / "file").write_text("not staged", "utf-8")
    (folder / "new").write_text("untracked", "utf-8")
    index, head = folder / ".git" / "index", git(folder, "rev-parse", "HEAD")
    files = (index.read_bytes(), (folder / ".git" / "config").read_bytes())
    with monkeypatch.context() as hook:
        hook.setenv("GIT_DIR", str(folder / ".git"))
        hook.setenv("GIT_INDEX_FILE", str(index))
        hook.setenv("GIT_PREFIX", "")
        assert top(folder) == folder
        repository.add_tree(tree, repository.snapshot())
        assert (tree / "new").read_text("utf-8") == "untracked"
        repository.remove_tree(tree)
    assert (index.read_bytes(), (folder / ".git" / "config").read_bytes()) == files
    assert git(folder, "rev-parse", "HEAD") == head
    assert git(folder, "diff", "--cached", "--name-only") == "file"
