"""What the tests of convolutional networks run on, and their loss, written here tap by tap."""

import numpy as np

from propbench.bench.parameters import Parameters
from propbench.bench.problems import Problem
from propbench.impls.contract import Convolutional
from tests.impls.complex_step import Complex, mean_loss

NETWORKS = (
    Convolutional((1, 2, 2), (1,), 2),
    Convolutional((3, 4, 6), (5,), 3),
    Convolutional((2, 8, 4), (3, 4), 4),
    Convolutional((1, 8, 8), (2, 3, 2), 3),
)
"""One to three hidden layers; images that are not square, channels that are no power of two."""

Given = Problem[Convolutional]


def given_for(
    network: Convolutional, m: int = 5, dtype: str = "float64", seed: int = 0, whole: bool = False
) -> Given:
    """Normal data and weights of moderate size.

    `whole` ones are small whole numbers on images that are nearly plain, so that every z is exact
    and many windows have several largest.
    """
    draw = np.random.default_rng(seed)
    arrays = {}
    for name, shape in network.shapes.items():
        normal = draw.normal(size=shape) * (1.4 / np.sqrt(shape[1]) if name[0] == "w" else 0.3)
        last = name == f"w{len(network.channels)}"
        arrays[name] = (draw.integers(-1, 2, shape) / (8 if last else 1)) if whole else normal
    n = network.x_shape[0]
    assert n is not None
    x = 1.0 * (draw.random((n, m)) > 0.1) if whole else draw.normal(size=(n, m))
    y = np.eye(network.n_outputs)[:, draw.integers(network.n_outputs, size=m)]
    parameters = Parameters.of({name: array.astype(dtype) for name, array in arrays.items()})
    return Problem(network, parameters, x.astype(dtype), y.astype(dtype))


def loss(given: Given, parameters: dict[str, Complex]) -> complex:
    """From the definitions of the contract."""
    network, m = given.network, given.x.shape[1]
    a = given.x.astype(np.complex128).reshape(*network.image, m)
    last = len(network.channels)
    for layer in range(last):
        z = _convolved(parameters[f"w{layer}"], parameters[f"b{layer}"], a)
        c, height, width, _ = z.shape
        apart = z.reshape(c, height // 2, 2, width // 2, 2, m).swapaxes(2, 3)
        fours = apart.reshape(c, height // 2, width // 2, 4, m)
        first = fours.real.argmax(axis=3)[:, :, :, None]
        largest = np.take_along_axis(fours, first, axis=3)[:, :, :, 0]
        a = np.where(largest.real > 0, largest, 0)
    z = parameters[f"w{last}"] @ a.reshape(-1, m) + parameters[f"b{last}"]
    return mean_loss(network.output, z, given.y.astype(np.complex128))


def _convolved(w: Complex, b: Complex, a: Complex) -> Complex:
    _, height, width, m = a.shape
    z = np.zeros((w.shape[0], height, width, m), np.complex128) + b[:, :, None, None]
    for o in range(w.shape[0]):
        for place, weight in enumerate(w[o]):
            c, u, v = place // 9, place // 3 % 3, place % 3
            i0, j0 = max(0, 1 - u), max(0, 1 - v)
            i1, j1 = min(height, height + 1 - u), min(width, width + 1 - v)
            z[o, i0:i1, j0:j1] += weight * a[c, i0 + u - 1 : i1 + u - 1, j0 + v - 1 : j1 + v - 1]
    return z
