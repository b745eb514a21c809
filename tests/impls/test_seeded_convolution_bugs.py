"""The checks of convolutional networks are checked: each bug must be found.

As in `test_seeded_bugs.py`: a file of a copy of numpy_vectorized, a piece of it, and what stands
there instead. The checking process must find it; what is done with equal z, which no problem of
the grid has, the tests of implementations must find.
"""

from pathlib import Path

import pytest

from tests.impls.convolution_bugs import BUGS, KEEPS_Z, LAZY, READS, TIES
from tests.impls.convolutions import NETWORKS, given_for, loss
from tests.impls.mutants import mutant, outcome
from tests.impls.other_kinds import assert_all_close, computed, gradients


@pytest.mark.parametrize("phase", ["forward", "backward", "train_step"])
def test_the_copy_without_a_bug_is_to_be_timed(tmp_path: Path, phase: str) -> None:
    assert outcome(mutant(tmp_path / "mutant", "conv", KEEPS_Z), "conv", phase) == "measured"


@pytest.mark.parametrize("m", [1, 20])
@pytest.mark.parametrize("bug", BUGS)
def test_a_seeded_bug_is_never_timed(tmp_path: Path, bug: str, m: int) -> None:
    if m == 1 and bug.endswith("to one image"):
        pytest.skip("one image is all there are")
    assert (
        outcome(mutant(tmp_path / "mutant", "conv", BUGS[bug]), "conv", "train_step", m) == "failed"
    )


@pytest.mark.parametrize("bug", LAZY)
def test_who_does_the_work_at_another_time_is_never_timed(tmp_path: Path, bug: str) -> None:
    reads = (READS,) if "_now" in LAZY[bug][1] else ()
    lazy = mutant(tmp_path / "mutant", "conv", LAZY[bug], *reads)
    assert outcome(lazy, "conv", "train_step", 100) == "failed"


@pytest.mark.parametrize("bug", TIES)
def test_a_wrong_way_at_ties_is_found_by_the_tests(tmp_path: Path, bug: str) -> None:
    given = given_for(NETWORKS[2], whole=True)
    expected = gradients(given, given.parameters, loss)
    right = mutant(tmp_path / "right", "conv", KEEPS_Z)
    assert_all_close(computed(right, given), expected, 1e-13)
    with pytest.raises(AssertionError, match="differs by"):
        assert_all_close(
            computed(mutant(tmp_path / "wrong", "conv", KEEPS_Z, TIES[bug]), given), expected, 1e-13
        )


def test_there_are_enough_bugs() -> None:
    assert len(BUGS) + len(TIES) >= 30
