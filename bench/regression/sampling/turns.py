"""How the sides take turns on their core: whoever is done wakes the next, by a byte in a pipe.

The driver only sleeps meanwhile. It sits on the other core, which may be half of the same real
one: what it does there would slow down whichever side is at work.
"""

import os
from collections.abc import Iterator, Sequence
from itertools import pairwise

from propbench.bench.regression.sides.place import Role
from propbench.bench.regression.sides.process import Pipes


class Turns:
    """One side's view of the order."""

    def __init__(self, me: Role, pipes: Pipes) -> None:
        self._me, self._pipes = me, pipes

    def mine(self, order: Sequence[Role]) -> Iterator[None]:
        """Yields at each of this side's turns, when it has come."""
        self._meet(order)
        for (before, mine), (_, after) in pairwise(pairwise([None, *order, None])):
            if mine != self._me:
                continue
            if before not in (None, mine):
                self._wait()
            yield
            if after is not None and after != mine:
                self._wake(after)

    def _meet(self, order: Sequence[Role]) -> None:
        """Nobody begins before all are ready."""
        others = set(order) - {order[0]}
        if self._me in others:
            self._wake(order[0])
        else:
            for _ in others:
                self._wait()

    def _wait(self) -> None:
        os.read(self._pipes[self._me][0], 1)

    def _wake(self, other: Role) -> None:
        os.write(self._pipes[other][1], b".")
