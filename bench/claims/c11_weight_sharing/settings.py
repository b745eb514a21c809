"""What is learnt by whom: digits in four fields, a network that shares weights, and its rivals."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from propbench.bench.claims.c11_weight_sharing.data import SIDE, Field
from propbench.bench.claims.c11_weight_sharing.learners import (
    Learner,
    convolutional,
    dense_network,
    recurrent,
)

FEW, MANY = 100, 1_000
"""Examples that are learnt from."""

CONVOLUTIONAL, RECURRENT = "convolutional", "recurrent"
PARAMETERS, MULTIPLY_ADDS = "as many parameters", "as many multiply-adds"
"""Rivals: dense networks by what they have as much of."""

CENTRED, MOVED = "digits as they come", "digits anywhere"
SHUFFLED = {CENTRED: "digits as they come, shuffled", MOVED: "digits anywhere, shuffled"}
ALIGNED, LATE = "rows from the start", "rows from another step"


@dataclass(frozen=True)
class Setting:
    """A field, and its learners by name."""

    field: Field
    learners: Mapping[str, Learner]


_ROOM = 4
"""Rows, and columns of an image, that a digit may be moved by."""
_AT_HOME = ((0, 0),)
_ANYWHERE = tuple((row, column) for row in range(_ROOM + 1) for column in range(_ROOM + 1))
_EVEN, _ODD = (tuple((row, 0) for row in range(first, _ROOM + 1, 2)) for first in (0, 1))

_IMAGE = Field(SIDE, SIDE, _AT_HOME, _AT_HOME)
_LARGE_IMAGE = Field(SIDE + _ROOM, SIDE + _ROOM, _ANYWHERE, _ANYWHERE)
_LONG_SEQUENCE = Field(SIDE + _ROOM, SIDE, _EVEN, _ODD)


def _setting(field: Field, name: str, sharing: Learner, parameters: int, cost: int) -> Setting:
    """With dense networks of so many hidden units."""
    n_inputs = field.height * field.width
    dense = {PARAMETERS: parameters, MULTIPLY_ADDS: cost}
    rivals = {rival: dense_network(n_inputs, hidden) for rival, hidden in dense.items()}
    return Setting(field, {name: sharing, **rivals})


def _shuffled(field: Field, sharing: Learner) -> Setting:
    """Dense networks do not see the order of their inputs, so that they need no second run."""
    return Setting(replace(field, shuffled=True), {CONVOLUTIONAL: sharing})


_SMALL, _LARGE = convolutional(SIDE), convolutional(SIDE + _ROOM)

SETTINGS: Mapping[str, Setting] = {
    CENTRED: _setting(_IMAGE, CONVOLUTIONAL, _SMALL, 25, 420),
    MOVED: _setting(_LARGE_IMAGE, CONVOLUTIONAL, _LARGE, 17, 470),
    SHUFFLED[CENTRED]: _shuffled(_IMAGE, _SMALL),
    SHUFFLED[MOVED]: _shuffled(_LARGE_IMAGE, _LARGE),
    ALIGNED: _setting(_IMAGE, RECURRENT, recurrent(SIDE), 23, 204),
    LATE: _setting(_LONG_SEQUENCE, RECURRENT, recurrent(SIDE + _ROOM), 16, 219),
}
"""By what is learnt. Sequences are learnt from steps 0, 2 and 4, and judged from 1 and 3."""
