"""Whole comparisons of a small repository, with real processes; no test looks at a time."""

import shutil
from pathlib import Path

import pytest

from propbench import impls
from propbench.bench.progress import Meter
from propbench.bench.regression.comparing import Request, compare
from propbench.bench.regression.sides.git import Repository
from propbench.bench.regression.sides.listing import grid_targets
from propbench.bench.regression.sides.refusals import NotComparableError
from propbench.bench.regression.sides.targets import Target
from propbench.bench.regression.verdict.judge import judge
from propbench.bench.regression.verdict.records import RegressionRun
from propbench.bench.regression.verdict.settings import Settings
from propbench.command import main
from tests.bench.broken import FAULTS
from tests.bench.regression.test_git import git

HASTY = Settings(screening_restarts=2, pairs=6, sample_s=0.001)
PATTERN = "*-shallow-relu-forward-m10-*"
HEADING = "def forward(state: State) -> State:\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Somebody's repository with one implementation in it, committed as base."""
    folder = tmp_path / "theirs"
    shutil.copytree(
        impls.load("numpy_vectorized").folder,
        folder / "mine",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    git(folder, "init", "--quiet")
    return _committed(Repository(folder))


def _committed(repository: Repository) -> Repository:
    git(repository.folder, "add", "--all")
    git(repository.folder, "commit", "--quiet", "--allow-empty", "-m", "a change")
    return repository


def _break(repository: Repository, fault: str) -> None:
    dense = repository.folder / "mine" / "dense.py"
    text = dense.read_text("utf-8")
    assert HEADING in text
    dense.write_text(text.replace(HEADING, f"{HEADING}    {FAULTS[fault]}\n"), "utf-8")


def _compared(
    repository: Repository,
    base: str,
    targets: tuple[Target, ...],
    out: Path,
    implementation: str = "mine",
) -> RegressionRun:
    request = Request(
        repository=repository,
        base=repository.commit(base),
        head=repository.commit("HEAD"),
        head_dirty=False,
        targets=targets,
        implementations=(implementation,),
        pattern=PATTERN,
        accepted=(),
        settings=HASTY,
        out=out,
    )
    comparison = compare(request, meter=Meter(0.0), keep=lambda _: None)
    assert git(repository.folder, "worktree", "list").count("\n") == 0
    return comparison


def _targets(repository: Repository) -> tuple[Target, ...]:
    return grid_targets(("mine",), repository.folder, PATTERN)


def test_every_pair_of_every_side_is_stored_and_the_sides_change_places(
    repository: Repository, tmp_path: Path
) -> None:
    _committed(repository)
    comparison = _compared(repository, "HEAD~1", _targets(repository), tmp_path)
    assert comparison.refused == []
    assert [restart.swapped for restart in comparison.restarts] == [True, False]
    assert len({restart.hash_seed for restart in comparison.restarts}) == 2
    for restart in comparison.restarts:
        assert [one.id for one in restart.samples] == [one.id for one in comparison.compared]
        case = restart.samples[0]
        assert set(case.sides) == {"base", "head", "aa"}
        assert all(len(one.cpu_s) == HASTY.pairs for one in case.sides.values())
    assert comparison.verdict == judge(comparison)
    assert comparison.verdict.exit_code == 3


@pytest.mark.parametrize(
    ("fault", "reason"),
    [("wrong", "WrongResultError"), ("raises", "always raises"), ("crashes", "ended with -11")],
)
def test_a_head_that_fails_is_exit_4_and_is_never_timed(
    repository: Repository, tmp_path: Path, fault: str, reason: str
) -> None:
    targets = _targets(repository)
    _break(repository, fault)
    _committed(repository)
    comparison = _compared(repository, "HEAD~1", targets, tmp_path)
    assert comparison.verdict is not None
    assert comparison.verdict.exit_code == 4
    assert reason in comparison.verdict.reasons[0]
    assert comparison.restarts == []


def test_a_case_that_head_no_longer_has_is_listed(repository: Repository, tmp_path: Path) -> None:
    targets = _targets(repository)
    (repository.folder / "mine" / "dense.py").unlink()
    _committed(repository)
    comparison = _compared(repository, "HEAD~1", targets, tmp_path)
    assert [one.trouble for one in comparison.refused] == ["only in base"]
    assert comparison.verdict is not None
    assert comparison.verdict.exit_code == 3


def test_a_case_that_only_head_has_is_listed(repository: Repository, tmp_path: Path) -> None:
    shutil.move(repository.folder / "mine" / "dense.py", tmp_path / "dense.py")
    _committed(repository)
    shutil.move(tmp_path / "dense.py", repository.folder / "mine" / "dense.py")
    _committed(repository)
    comparison = _compared(repository, "HEAD~1", _targets(repository), tmp_path)
    assert [one.trouble for one in comparison.refused] == ["only in head"]
    assert comparison.verdict is not None
    assert comparison.verdict.exit_code == 3


def test_an_implementation_of_both_sides_is_not_compared(
    repository: Repository, tmp_path: Path
) -> None:
    _committed(repository)
    targets = grid_targets(("numpy_vectorized",), repository.folder, PATTERN)
    with pytest.raises(NotComparableError, match=r"numpy_vectorized was loaded from .*harness"):
        _compared(repository, "HEAD~1", targets, tmp_path, "numpy_vectorized")


def test_a_key_error_of_head_is_a_failure_and_not_a_case_that_is_gone(
    repository: Repository, tmp_path: Path
) -> None:
    targets = _targets(repository)
    dense = repository.folder / "mine" / "dense.py"
    text = dense.read_text("utf-8")
    dense.write_text(text.replace(HEADING, f"{HEADING}    raise KeyError('z')\n"), "utf-8")
    _committed(repository)
    run = _compared(repository, "HEAD~1", targets, tmp_path)
    assert run.verdict is not None
    assert run.verdict.exit_code == 4
    assert "head: KeyError" in run.verdict.reasons[0]


@pytest.mark.parametrize("reference", ["--upload-pack=x", "$(touch x)", "no-such-branch"])
def test_a_reference_that_names_nothing_is_a_usage_error(
    repository: Repository, capsys: pytest.CaptureFixture[str], reference: str
) -> None:
    before = sorted(repository.folder.rglob("*"))
    code = main(["regress", f"--base={reference}", "--repository", str(repository.folder)])
    assert code == 2
    assert reference in capsys.readouterr().err
    assert sorted(repository.folder.rglob("*")) == before


def test_a_base_that_a_shallow_clone_lacks_is_never_a_pass(
    repository: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = repository.commit("HEAD")
    _committed(repository)
    git(tmp_path, "clone", "--quiet", "--depth", "1", repository.folder.as_uri(), "shallow")
    clone = ["--repository", str(tmp_path / "shallow"), "--impl", "mine", "--fallback-may-pass"]
    assert main(["regress", f"--base={base}", *clone]) == 3
    assert "shallow" in capsys.readouterr().err


def test_a_selection_of_nothing_is_a_usage_error(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--repository", str(repository.folder), "--impl", "mine"]
    options = ["--base=HEAD", *where, "--cases", "nothing*"]
    assert main(["regress", *options]) == 2
    assert "nothing*" in capsys.readouterr().err
