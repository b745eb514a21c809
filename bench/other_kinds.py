"""Networks of the grid that are not dense, by name, and which of their cells a profile has."""

from functools import partial

from propbench.bench.cases import Slice
from propbench.impls.contract import DTYPES, Convolutional, Recurrent

IMAGE_NETWORKS = {"conv": Convolutional((1, 8, 8), (8, 16), 10)}
"""Convolutional networks, which learn the digits as images, in cases of the subject "conv"."""

SEQUENCE_NETWORKS = {
    "rnn": Recurrent(steps=8, n_inputs=8, n_hidden=64, cell="tanh", n_outputs=10),
    "lstm": Recurrent(steps=8, n_inputs=8, n_hidden=32, cell="lstm", n_outputs=10),
}
"""Recurrent networks, which read the digits row by row, in cases of the subject "recurrent"."""

_PASSES, _SIZES = ("forward", "backward", "train_step"), (1, 10, 100, 1_000, 10_000)
_HEADLINE, _LOOP_SIZES = (1, 100, 1_000), (3, 10)
_IMAGES, _SEQUENCES = tuple(IMAGE_NETWORKS), tuple(SEQUENCE_NETWORKS)

_IN_FLOAT32 = partial(Slice, ("train_step",), (1_000,), dtypes=("float32",))
_BY_SIZE = partial(Slice, ("train_step",), _HEADLINE, loop_sizes=_LOOP_SIZES)

STANDARD_SLICES = (
    _BY_SIZE(_IMAGES, ("relu",), subject="conv"),
    _BY_SIZE(_SEQUENCES, ("tanh",), subject="recurrent"),
)

FLOAT32_SLICES = (
    _IN_FLOAT32(_IMAGES, ("relu",), subject="conv"),
    _IN_FLOAT32(_SEQUENCES, ("tanh",), subject="recurrent"),
)
"""Each kind compiles once more in this dtype, so that a slow machine leaves these out first."""

FULL_SLICES = (
    Slice(_PASSES, _SIZES, _IMAGES, ("relu",), DTYPES, subject="conv"),
    Slice(_PASSES, _SIZES, _SEQUENCES, ("tanh",), DTYPES, subject="recurrent"),
)
