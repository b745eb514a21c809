"""A package that has to be built is built of each side's commit, once, and each imports its own."""

import argparse
import sysconfig
import venv
from dataclasses import replace
from pathlib import Path

import pytest

from propbench import options
from propbench.bench.exits import UsageError
from propbench.bench.process import ROOT
from propbench.bench.progress import Meter
from propbench.bench.regression.command import resolved
from propbench.bench.regression.comparing import compare
from propbench.bench.regression.sides import builds
from propbench.bench.regression.sides.git import Repository
from propbench.bench.regression.sides.refusals import NotComparableError
from propbench.bench.regression.verdict.settings import Settings
from tests.bench.regression.test_git import git

HASTY = Settings(screening_restarts=2, pairs=6, sample_s=0.001)
BESIDE = f"env PYTHONPATH={sysconfig.get_path('purelib')}"
OPTIONS = "install --no-deps --no-build-isolation ."
COMMAND = f"{BESIDE} pip {OPTIONS}"
"""With the build back end of this environment, so that nothing is fetched."""
BARE = f"{BESIDE} python -m pip {OPTIONS}"
"""With its pip as well."""
PROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "package"
version = "1"
[tool.hatch.build.targets.wheel.force-include]
"sources/text.txt" = "package.py"
"""
"""What is imported exists nowhere in the tree under its name: it has to be built."""


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A package of one function, with a change after its base."""
    folder = tmp_path / "theirs"
    (folder / "sources").mkdir(parents=True)
    git(folder, "init", "--quiet")
    (folder / "pyproject.toml").write_text(PROJECT, "utf-8")
    (folder / "cases.py").write_text("import package\nCASES = {'sum': package.work}\n", "utf-8")
    for text in ("return sum(range(100))", "raise ValueError(__file__)"):
        source = f"def work() -> int:\n    {text}\n"
        (folder / "sources" / "text.txt").write_text(source, "utf-8")
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "-m", text)
    return Repository(folder.resolve())


@pytest.fixture
def no_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    """Environments without a pip of their own, which takes longer to install than all the rest."""
    create = venv.create
    monkeypatch.setattr(venv, "create", lambda folder, with_pip: create(folder))  # noqa: ARG005


def asked(
    repository: Repository, build: str | None = COMMAND, base: str = "HEAD~1"
) -> argparse.Namespace:
    folder = repository.folder
    return argparse.Namespace(
        repository=folder,
        base=base,
        module=folder / "cases.py",
        impl=[],
        cases=None,
        accept=[],
        build=build,
        out=folder.parent / "out",
    )


def test_each_side_imports_what_was_built_of_its_own_commit(repository: Repository) -> None:
    request = replace(resolved(asked(repository)), settings=HASTY)
    run = compare(request, meter=Meter(0.0), keep=lambda _: None)
    assert [refusal.reason for refusal in run.refused] == ["head: ValueError: package.py"]


@pytest.mark.usefixtures("no_pip")
def test_what_was_built_of_the_same_content_is_used_again(repository: Repository) -> None:
    first = resolved(asked(repository, BARE)).built
    git(repository.folder, "commit", "--quiet", "--allow-empty", "-m", "nothing changed")
    again = resolved(asked(repository, BARE, base="HEAD~2")).built
    assert first == again
    assert first["base"] != first["head"]


@pytest.mark.usefixtures("no_pip")
@pytest.mark.parametrize(
    ("command", "why"),
    [
        (BARE + "/nowhere", "failed on"),
        ("no-such-tool", "no-such-tool"),
        ("'open", "quotation"),
        ("git status", "installed no package"),
    ],
)
def test_a_build_that_fails_is_said_in_one_line_and_leaves_nothing(
    repository: Repository, command: str, why: str
) -> None:
    with pytest.raises(NotComparableError, match=why) as refused:
        resolved(asked(repository, command))
    assert "\n" not in str(refused.value)
    assert not list((repository.folder.parent / "out" / builds.FOLDER).iterdir())
    assert repository._run("worktree", "list").count("\n") == 0


def test_the_command_that_is_run_without_one_is_that_of_the_help(tmp_path: Path) -> None:
    parser = argparse.ArgumentParser()
    options.regress(parser)
    given = parser.parse_args(["--base", "HEAD", "--build", "--out", str(tmp_path)])
    assert given.build == builds.COMMAND


def test_propbench_itself_is_not_built(repository: Repository) -> None:
    own = argparse.Namespace(**{**vars(asked(repository)), "repository": ROOT, "module": None})
    with pytest.raises(UsageError, match="package of your own"):
        resolved(own)
