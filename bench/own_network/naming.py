"""The name of a network that no list has says all of it: 200x300x5:softmax_cross_entropy.

So a case of it is plain data like any other, and a worker needs nothing but the name.
"""

import re
from collections.abc import Sequence

from propbench.bench.cases import NetworkSpec
from propbench.impls.contract import OUTPUTS

DRAWN = "drawn"
"""In place of a data set: examples are random numbers, since nobody has given any."""
MOST_LETTERS = 100
"""Of a name, which is part of a case's."""

_NAME = re.compile(rf"([1-9][0-9]*(?:x[1-9][0-9]*)+):({'|'.join(OUTPUTS)})")


def named(sizes: Sequence[int], output: str) -> str:
    """The name of a network with these layers, features first, and this output."""
    return f"{'x'.join(map(str, sizes))}:{output}"


def spec_of(name: str) -> NetworkSpec | None:
    """The network that a name describes; None where it describes none."""
    described = _NAME.fullmatch(name) if len(name) <= MOST_LETTERS else None
    if described is None:
        return None
    return NetworkSpec(tuple(map(int, described[1].split("x"))), described[2], DRAWN)
