"""Networks of the grid that are not dense, by name, and which of their cells a profile has."""

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

STANDARD_SLICES = (
    Slice(("train_step",), _HEADLINE, _IMAGES, ("relu",), subject="conv", loop_sizes=_LOOP_SIZES),
    Slice(
        ("train_step",),
        _HEADLINE,
        _SEQUENCES,
        ("tanh",),
        subject="recurrent",
        loop_sizes=_LOOP_SIZES,
    ),
)

FULL_SLICES = (
    Slice(_PASSES, _SIZES, _IMAGES, ("relu",), DTYPES, subject="conv"),
    Slice(_PASSES, _SIZES, _SEQUENCES, ("tanh",), DTYPES, subject="recurrent"),
)
