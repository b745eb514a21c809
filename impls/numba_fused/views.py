"""Where layers lie in flat arrays: one compiled function serves networks of any depth.

A view costs a few integer operations a layer; nothing was tried to spare them.
"""

import numpy as np

from propbench.impls.contract import Array, Parameters

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


def flatten(parameters: Parameters, flat: Array) -> None:
    """Copy all parameters to where `layer_of` finds them."""
    pairs = zip(parameters.w, parameters.b, strict=True)
    np.concatenate([part.ravel() for pair in pairs for part in pair], out=flat)


def copied_layers(flat: Array, sizes: Array) -> tuple[tuple[Array, ...], tuple[Array, ...]]:
    """All w and all b, or their gradients, as copies."""
    pairs = [layer_of(flat, sizes, layer) for layer in range(sizes.size - 1)]
    return tuple(w.copy() for w, _ in pairs), tuple(b.copy() for _, b in pairs)
