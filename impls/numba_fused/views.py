"""Where layers lie in flat arrays: one compiled function serves networks of any depth."""

from impls.contract import Array

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
