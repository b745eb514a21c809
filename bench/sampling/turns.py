"""How contenders take turns on their core: whoever is done wakes the next, by a byte in a pipe.

Whoever conducts only sleeps meanwhile: what it does would slow down the contender at work.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

Pipes = Mapping[str, tuple[int, int]]
"""Reading and writing end of every contender's pipe."""


class Turns:
    """One contender's view of the order."""

    def __init__(self, me: str, pipes: Pipes) -> None:
        self._me, self._pipes = me, pipes

    def mine(self, order: Sequence[str]) -> Iterator[None]:
        """Yields at each of this contender's turns, when it has come."""
        self._meet(order)
        for (before, mine), (_, after) in pairwise(pairwise([None, *order, None])):
            if mine != self._me:
                continue
            if before not in (None, mine):
                self._wait()
            yield
            if after is not None and after != mine:
                self._wake(after)

    def _meet(self, order: Sequence[str]) -> None:
        """Nobody begins before all are ready."""
        others = set(order) - {order[0]}
        if self._me in others:
            self._wake(order[0])
        else:
            for _ in others:
                self._wait()

    def _wait(self) -> None:
        os.read(self._pipes[self._me][0], 1)

    def _wake(self, other: str) -> None:
        os.write(self._pipes[other][1], b".")
