"""Where layers lie in flat arrays: one compiled function serves networks of any depth.

A view costs a few integer operations a layer; nothing was tried to spare them.
"""

import numpy as np

from propbench.impls.contract import Array

from .compile import compiled


@compiled
def layer_of(flat: Array, sizes: Array, layer: int) -> tuple[Array, Array]:
    """w (n_out, n_in) and b (n_out, 1) of a layer, as views."""
    start = 0
    for earlier in range(layer):
        start += (sizes[earlier] + 1) * sizes[earlier + 1]
    n_in, n_out = sizes[layer], sizes[layer + 1]
    middle, end = start + n_in * n_out, start + (n_in + 1) * n_out
    return flat[start:middle].reshape(n_out, n_in), flat[middle:end].reshape(n_out, 1)


@compiled
def units_of(flat: Array, sizes: Array, layer: int, m: int) -> Array:
    """Activations (n_out, m) of a hidden layer, as a view."""
    start = 0
    for earlier in range(layer):
        start += sizes[earlier + 1] * m
    n_out = sizes[layer + 1]
    return flat[start : start + n_out * m].reshape(n_out, m)


@compiled
def kept_units_of(flat: Array, sizes: Array, layer: int, m: int) -> Array:
    """z (n_out, m) of a hidden layer, which lie behind all activations, as a view."""
    return units_of(flat[flat.size // 2 :], sizes, layer, m)


def flatten(parameters: dict[str, Array], flat: Array) -> None:
    """Copy all parameters to where `layer_of` finds them."""
    n_layers = len(parameters) // 2
    names = [f"{letter}{layer}" for layer in range(n_layers) for letter in "wb"]
    np.concatenate([parameters[name].ravel() for name in names], out=flat)


def copied_layers(flat: Array, sizes: Array, prefix: str = "") -> dict[str, Array]:
    """Copies of all parameters by name, or of their gradients with the prefix d."""
    copies: dict[str, Array] = {}
    for layer in range(sizes.size - 1):
        w, b = layer_of(flat, sizes, layer)
        copies[f"{prefix}w{layer}"], copies[f"{prefix}b{layer}"] = w.copy(), b.copy()
    return copies
