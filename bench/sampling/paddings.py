"""Data at other addresses than before.

Where arrays lie to each other and to cache lines changes short calls by 10 %: with one layout for
as long as a process lives, that would be a difference between contenders.
"""

import random

SIZES = range(1024, 1024 + 4096, 16)
"""Bytes: more than Python's own small blocks, and every offset within a page that malloc gives."""


class Paddings:
    """What lies between one layout and the next; never given back, or the same addresses would come
    again. Its random numbers are nobody else's."""

    def __init__(self) -> None:
        self._kept: list[bytearray] = []
        self._generator = random.SystemRandom()

    def add(self) -> None:
        """What is made from now on lies elsewhere."""
        self._kept.append(bytearray(self._generator.choice(SIZES)))

    def __len__(self) -> int:
        return len(self._kept)
