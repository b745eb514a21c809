"""Functions of a file of cases, compared whole in a small repository; no test looks at a time."""

from pathlib import Path

import pytest

from propbench.bench.progress import Meter
from propbench.bench.regression.comparing import Request, compare
from propbench.bench.regression.sides.git import Repository
from propbench.bench.regression.sides.listing import Choice, listed
from propbench.bench.regression.sides.refusals import NotComparableError
from propbench.bench.regression.verdict.records import RegressionRun
from propbench.bench.regression.verdict.settings import Settings
from tests.bench.regression.test_git import git

HASTY = Settings(screening_restarts=1, pairs=6, sample_s=0.001)
MOVED = Settings(screening_restarts=2, pairs=6, sample_s=0.001)
"""With a restart in which the trees have changed places."""
FILE = "timing_cases.py"
WORK = "def work() -> int:\n    return sum(range(100))\n"
NEW = "\n\ndef new() -> int:\n    return 1\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Somebody's repository with one module, committed as base."""
    folder = tmp_path / "theirs"
    folder.mkdir()
    git(folder, "init", "--quiet")
    return _committed(Repository(folder), WORK)


def _committed(repository: Repository, text: str) -> Repository:
    (repository.folder / "theirs.py").write_text(text, "utf-8")
    git(repository.folder, "add", "--all")
    git(repository.folder, "commit", "--quiet", "--allow-empty", "-m", "a change")
    return repository


def _compared(
    repository: Repository, cases: str, accepted: tuple[str, ...] = (), settings: Settings = HASTY
) -> RegressionRun:
    file = repository.folder / FILE
    file.write_text(cases, "utf-8")
    request = Request(
        repository=repository,
        base=repository.commit("HEAD~1"),
        head=repository.commit("HEAD"),
        head_dirty=False,
        targets=listed(Choice(repository.folder, module=file)),
        implementations=(),
        pattern=None,
        accepted=accepted,
        settings=settings,
        out=repository.folder / "out",
    )
    return compare(request, meter=Meter(0.0), keep=lambda _: None)


def test_functions_of_a_module_are_imported_from_each_side(repository: Repository) -> None:
    _committed(repository, "def work() -> int:\n    raise ValueError('head')\n")
    run = _compared(repository, "import theirs\nCASES = {'sum-100': lambda: theirs.work()}\n")
    assert [(refusal.id, refusal.reason) for refusal in run.refused] == [
        ("sum-100", "head: ValueError: head")
    ]


def test_functions_that_use_nothing_of_the_trees_are_not_compared(repository: Repository) -> None:
    _committed(repository, WORK)
    with pytest.raises(NotComparableError, match="both sides ran the same code"):
        _compared(repository, "CASES = {'sum-100': lambda: sum(range(100))}\n")


@pytest.mark.parametrize(
    "cases",
    [
        "import theirs\nfrom theirs import new, work\nfrom theirs_too import brand\n"
        "CASES = {'old': work, 'new-1': new, 'new-2': theirs.new, 'new-3': brand}\n",
        "import theirs as t\nCASES = {'old': lambda: t.work(), 'new': lambda: t.new()}\n",
    ],
)
def test_a_function_that_is_new_on_head_leaves_the_others_compared(
    repository: Repository, cases: str
) -> None:
    (repository.folder / "theirs_too.py").write_text("def brand() -> int: return 1\n", "utf-8")
    _committed(repository, WORK + NEW)
    run = _compared(repository, cases, accepted=("new*",))
    assert {refusal.id for refusal in run.refused} == {
        case.id for case in listed(Choice(repository.folder, module=repository.folder / FILE))
    } - {"old"}
    assert {(refusal.trouble, refusal.accepted) for refusal in run.refused} == {
        ("only in head", True)
    }
    assert "old" in {case.id for case in run.compared}
    assert len(run.restarts) == 1
    assert run.verdict is not None
    assert run.verdict.exit_code == 3


def test_what_base_needs_to_import_the_file_at_all_makes_every_case_new(
    repository: Repository,
) -> None:
    _committed(repository, WORK + NEW)
    cases = "import theirs\nnumber = theirs.new()\nCASES = {'old': theirs.work}\n"
    run = _compared(repository, cases, accepted=("*",))
    assert [refusal.trouble for refusal in run.refused] == ["only in head"]
    assert run.verdict is not None
    assert run.verdict.exit_code == 3


def test_a_name_that_code_of_base_lacks_is_a_failure(repository: Repository) -> None:
    broken = "import math\n\n\ndef work() -> float:\n    return math.no_such_function()\n"
    _committed(repository, broken)
    _committed(repository, WORK)
    run = _compared(repository, "import theirs\nCASES = {'old': theirs.work}\n", accepted=("*",))
    assert run.verdict is not None
    assert run.verdict.exit_code == 4
    assert "base: AttributeError" in run.verdict.reasons[0]


def test_compiled_code_of_a_file_of_cases_belongs_to_a_side(
    repository: Repository,
) -> None:
    """Base's constant is frozen into its machine code: head must not find it."""
    _committed(repository, "N = 1\n")
    _committed(repository, "N = 2\n")
    cases = (
        "import numba\nimport theirs\nN = theirs.N\n"
        "@numba.njit(cache=True)\ndef count():\n    return N\n"
        "def require():\n    assert count() == theirs.N\nCASES = {'count': require}\n"
    )
    run = _compared(repository, cases, settings=MOVED)
    assert run.refused == []
    assert len(run.restarts) == 2
    assert list(repository.folder.rglob("*.nb*")) == []


def test_a_case_that_waits_is_sized_by_the_wall_clock(repository: Repository) -> None:
    _committed(repository, "import time\n\n\ndef work() -> None:\n    time.sleep(0.05)\n")
    _committed(repository, "import time\n\n\ndef work() -> None:\n    time.sleep(0.05)  #\n")
    run = _compared(repository, "import theirs\nCASES = {'wait': theirs.work}\n")
    (case,) = [case for case in run.compared if case.kind == "case"]
    assert (case.calls, case.slices) == (1, 1)
    assert len(run.restarts) == 1
