"""The words that every kind of network shares: names, versions, errors, and names of arrays.

Parameters and gradients cross the door as `dict[str, Array]`. Layer l has the weights `w<l>` and
the biases `b<l>`, and their gradients are `dw<l>` and `db<l>`: w0 b0 w1 b1, dw0 db0 dw1 db1.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

VERSION = 2

FAMILIES = ("loops", "vectorised", "compiled", "framework")
LEAGUES = ("idiomatic", "tuned")
DTYPES = ("float64", "float32")
DIVISIONS = ("closed", "open")
"""closed: one thread, the same numerics for everybody; open: all cores."""
DEVICES = ("cpu",)

ACTIVATIONS = ("sigmoid", "tanh", "relu", "leaky_relu", "linear", "softplus", "gelu")
TAIL_SAFE = ("sigmoid", "tanh")
"""Activations whose textbook derivative, written with a, cancels in the tails."""

OUTPUTS = (
    "sigmoid_cross_entropy",
    "softmax_cross_entropy",
    "linear_squared_error",
    "sigmoid_squared_error",
)

PRIMITIVES = (
    "dot",
    "dot_numpy_scalars",
    "affine",
    "affine_numpy_scalars",
    "add_scalar",
    "add_scalar_tiled",
    "add_row",
    "add_row_tiled",
    "add_column",
    "add_column_tiled",
)

PHASES = ("forward", "backward", "update", "loss", "train_step")

Array = NDArray[np.floating[Any]]
State = Any
"""What an implementation keeps between calls; nobody else looks inside."""

Shape = tuple[int | None, ...]
"""Of an array; None stands for the number of examples m."""

ActivationPair = tuple[Callable[..., Any], Callable[..., Any]]
"""Function (z, slope) -> a and derivative (z, a, slope) -> da/dz, on native matrices."""


class ContractError(ValueError):
    """An argument breaks the contract; the message names it, what came and what was expected."""


class UnsupportedError(Exception):
    """An implementation does not offer what was asked, by its own declaration."""


def check_name(argument: str, name: str, known: Iterable[str]) -> None:
    """Raise ContractError, listing the known names, unless this is one of them."""
    if name not in known:
        raise ContractError(f"{argument}: got {name!r}, expected one of {', '.join(known)}")


def layers(arrays: Mapping[str, Array], letter: str) -> list[Array]:
    """The arrays of one letter in the order of layers: of "w" [w0, w1, ...]."""
    ordered: list[Array] = []
    while f"{letter}{len(ordered)}" in arrays:
        ordered.append(arrays[f"{letter}{len(ordered)}"])
    return ordered


def named(letter: str, arrays: Iterable[Array]) -> dict[str, Array]:
    """The same back: {"w0": ..., "w1": ...} of "w" and an array a layer."""
    return {f"{letter}{layer}": array for layer, array in enumerate(arrays)}
