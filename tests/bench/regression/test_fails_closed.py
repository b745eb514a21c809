"""What cannot be compared is refused in one line before anything is timed: never 0, never 1."""

import os
import sys
import types
from pathlib import Path

import pytest

from propbench import impls
from propbench.bench.exits import UsageError
from propbench.bench.regression.sampling import origins
from propbench.bench.regression.sides.git import Repository
from propbench.bench.regression.sides.listing import Choice, listed, within
from propbench.bench.regression.sides.refusals import NotComparableError
from propbench.bench.regression.sides.targets import callable_target
from propbench.bench.regression.sides.trees import checked_out
from propbench.command import main
from tests.bench.regression.test_git import git

DECLARED = 'FAMILY = "loops"\nLEAGUE = "tuned"\nDTYPES = ("float64",)\n'


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Somebody's repository with an implementation that has no file of its own yet."""
    folder = tmp_path / "theirs"
    (folder / "mine").mkdir(parents=True)
    (folder / "mine" / "__init__.py").write_text(DECLARED, "utf-8")
    git(folder, "init", "--quiet")
    _commit(folder)
    return Repository(folder)


def _commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", "a change")


@pytest.mark.parametrize(
    ("ending", "said"),
    [
        ("raise SystemExit(0)", "mine ends the process when it is imported"),
        ("raise KeyError('x')", "KeyError: 'x'"),
        ("import os\nos._exit(0)", "the process ended with 0"),
        ("print('{}')\nraise RuntimeError('broken')", "RuntimeError: broken"),
    ],
)
def test_an_implementation_that_ends_the_process_at_import_is_never_a_pass(
    repository: Repository, capsys: pytest.CaptureFixture[str], ending: str, said: str
) -> None:
    (repository.folder / "mine" / "__init__.py").write_text(f"{DECLARED}{ending}\n", "utf-8")
    where = ["--repository", str(repository.folder), "--out", str(repository.folder / "out")]
    assert main(["regress", "--base=HEAD", "--impl=mine", *where]) == 3
    seen = capsys.readouterr().err
    assert said in seen
    assert seen.count("\n") == 1


def test_an_implementation_that_hangs_at_import_is_given_up(repository: Repository) -> None:
    hanging = f"{DECLARED}import time\ntime.sleep(600)\n"
    (repository.folder / "mine" / "__init__.py").write_text(hanging, "utf-8")
    with pytest.raises(NotComparableError, match="took more than 1 s"):
        listed(Choice(repository.folder, ("mine",)), limit_s=1)


def test_foreign_code_is_imported_in_another_process(repository: Repository) -> None:
    mark = repository.folder / "pid"
    marking = f"import os, pathlib\npathlib.Path({str(mark)!r}).write_text(str(os.getpid()))\n"
    (repository.folder / "mine" / "__init__.py").write_text(DECLARED + marking, "utf-8")
    assert listed(Choice(repository.folder, ("mine",))) == ()
    assert int(mark.read_text("utf-8")) != os.getpid()


def test_a_commit_is_not_compared_with_itself(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = repository.folder
    (folder / "theirs.py").write_text("def work() -> int:\n    return 1\n", "utf-8")
    cases = folder / "timing_cases.py"
    cases.write_text("import theirs\nCASES = {'work': lambda: theirs.work()}\n", "utf-8")
    (folder / ".gitignore").write_text("out\n__pycache__\n", "utf-8")
    _commit(folder)
    where = ["--repository", str(folder), "--module", str(cases), "--out", str(folder / "out")]
    assert main(["regress", "--base=HEAD", *where]) == 3
    assert "base and head are the same commit" in capsys.readouterr().err


def test_a_base_of_another_layout_is_refused_at_once(repository: Repository) -> None:
    package = repository.folder / "propbench"
    package.mkdir()
    (package / "__init__.py").touch()
    _commit(repository.folder)
    base, head = (repository.commit(name) for name in ("HEAD~1", "HEAD"))
    with (
        pytest.raises(NotComparableError, match=f"{base[:9]} has no folder propbench/"),
        checked_out(repository, base, head),
    ):
        pass
    assert git(repository.folder, "worktree", "list").count("\n") == 0


def test_a_folder_of_the_repository_is_named_as_each_tree_has_it(repository: Repository) -> None:
    folder = repository.folder
    for name in ("mine", str(folder / "mine"), "./other/../mine"):
        assert within(f"{name}:tuned", folder) == ("mine:tuned", f"{folder / 'mine'}:tuned")
    assert within("numba_loops", folder) == ("numba_loops", "numba_loops")


def test_a_folder_outside_the_repository_is_refused(repository: Repository) -> None:
    with pytest.raises(UsageError, match="lies outside"):
        listed(Choice(repository.folder, (str(impls.load("numba_loops").folder),)))


def test_a_module_of_the_working_folder_is_no_sides_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a package below `lib/` is installed editable."""
    tree, repository = tmp_path / "tree", tmp_path / "theirs"
    targets = [callable_target("work", repository / "timing_cases.py")]
    assert "nothing of its tree" in origins.fault(targets, tree, repository)
    own, shared = types.ModuleType("own"), types.ModuleType("shared")
    own.__file__, shared.__file__ = str(tree / "own.py"), str(repository / "lib" / "shared.py")
    monkeypatch.setitem(sys.modules, "own", own)
    assert origins.fault(targets, tree, repository) == ""
    monkeypatch.setitem(sys.modules, "shared", shared)
    assert origins.fault(targets, tree, repository).startswith("shared was loaded from")
