"""The checks of recurrent networks are checked: each bug must be found by the checking process.

As in `test_seeded_bugs.py`: a file of a copy of numpy_vectorized, a piece of it, and what stands
there instead.
"""

from pathlib import Path

import pytest

from tests.impls.mutants import mutant, outcome
from tests.impls.recurrence_bugs import BUGS, LAZY

SEEDED = [(network, bug) for network, bugs in BUGS.items() for bug in bugs]


@pytest.mark.parametrize("network", BUGS)
@pytest.mark.parametrize("phase", ["forward", "backward", "update", "train_step"])
def test_the_copy_without_a_bug_is_to_be_timed(tmp_path: Path, network: str, phase: str) -> None:
    assert outcome(mutant(tmp_path / "mutant", "recurrent"), network, phase) == "measured"


@pytest.mark.parametrize(("network", "bug"), SEEDED)
def test_a_seeded_bug_is_never_timed(tmp_path: Path, network: str, bug: str) -> None:
    wrong = mutant(tmp_path / "mutant", "recurrent", BUGS[network][bug])
    assert outcome(wrong, network, "train_step") == "failed"


@pytest.mark.parametrize("network", BUGS)
@pytest.mark.parametrize("bug", LAZY)
def test_who_does_the_work_at_another_time_is_never_timed(
    tmp_path: Path, network: str, bug: str
) -> None:
    lazy = mutant(tmp_path / "mutant", "recurrent", LAZY[bug])
    assert outcome(lazy, network, "train_step", 100) == "failed"


def test_there_are_enough_bugs() -> None:
    assert len(SEEDED) >= 30
