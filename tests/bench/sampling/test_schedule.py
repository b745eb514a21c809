"""Passes: everybody has the slices it is due, evenly spread, and no position is favoured."""

import random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from propbench.bench.sampling.schedule import numbers, passes

SLICES = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 40), min_size=1)


def generator(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311


@given(SLICES, st.integers(0, 100))
def test_everybody_has_the_slices_it_is_due(slices: dict[str, int], seed: int) -> None:
    made = passes(slices, generator(seed))
    assert {name: len(numbers(made, name)) for name in slices} == slices


@given(SLICES, st.integers(0, 100))
def test_few_slices_are_spread_over_all_passes(slices: dict[str, int], seed: int) -> None:
    made = passes(slices, generator(seed))
    for name, count in slices.items():
        gaps = [
            b - a for a, b in zip([-1, *numbers(made, name)], numbers(made, name), strict=False)
        ]
        assert max(gaps) - min(gaps) <= 1 or max(gaps) <= len(made) // count + 1


def test_a_pass_and_its_mirror_image_give_everybody_the_same_mean_position() -> None:
    made = passes(dict.fromkeys("abcde", 20), generator(3))
    for name in "abcde":
        for first, second in zip(made[::2], made[1::2], strict=True):
            assert fmean((first.index(name), second.index(name))) == 2


def test_passes_come_in_random_order() -> None:
    made = passes(dict.fromkeys("abcde", 20), generator(3))
    assert len({tuple(order) for order in made}) > 10


@pytest.mark.parametrize("slices", [{}, {"a": 0}])
def test_a_contender_without_a_slice_is_refused(slices: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="at least one"):
        passes(slices, generator(0))
