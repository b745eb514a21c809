"""Who has a slice when: passes in random order, every second one the mirror image of the last.

In a pass and its mirror image every contender has the same mean position, so that a speed which
rises or falls steadily favours nobody.
"""

import random
from collections.abc import Mapping

Passes = list[list[str]]
"""For each pass the contenders that have a slice in it, in their order."""


def passes(slices: Mapping[str, int], generator: random.Random) -> Passes:
    """Passes in which every contender has so many slices, spread evenly.

    Whoever has fewer slices, because one of its calls is long, sits out the passes between. Raises
    ValueError on a contender without a slice.
    """
    if not slices or min(slices.values()) < 1:
        raise ValueError(f"slices: got {dict(slices)}, expected at least one of each contender")
    count = max(slices.values())
    made: Passes = []
    order: list[str] = []
    for number in range(count):
        mirrored = number % 2 == 1
        order = order[::-1] if mirrored else generator.sample(list(slices), len(slices))
        made.append([name for name in order if _joins(number, slices[name], count)])
    return made


def numbers(passes: Passes, name: str) -> list[int]:
    """The passes in which a contender has a slice."""
    return [number for number, order in enumerate(passes) if name in order]


def _joins(number: int, slices: int, count: int) -> bool:
    """Whether a pass is one of `slices` that are spread over `count`."""
    return (number + 1) * slices // count > number * slices // count
