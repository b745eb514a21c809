"""The checker is checked: whatever is wrong with an implementation, it never gets a timing."""

import pytest

from propbench import impls
from propbench.bench.grid import Case
from propbench.bench.timing.checker import Checker
from tests.bench.bugs import BUGS, Bug, with_bug

INSTALLED = [name for name in impls.names() if not impls.load(name).missing]


def _kind(name: str, bug: Bug) -> str:
    implementation = with_bug(impls.load(name), bug)
    case = Case(implementation.name, "shallow", bug.activation, "train_step", 100)
    return Checker(slowest_call_s=60.0).check(implementation, case).kind


@pytest.mark.parametrize("name", INSTALLED)
def test_an_implementation_without_a_bug_is_to_be_timed(name: str) -> None:
    assert _kind(name, Bug()) == "measured"


@pytest.mark.parametrize("bug", BUGS)
@pytest.mark.parametrize("name", INSTALLED)
def test_a_seeded_bug_is_never_timed(name: str, bug: str) -> None:
    assert _kind(name, BUGS[bug]) == "failed"


def test_there_are_enough_bugs() -> None:
    assert len(BUGS) >= 30
