"""The rule of thumb for a learning rate: one over the largest curvature of the loss at the start.

For a quadratic loss descent converges below 2 / lambda, and along that direction fastest at
1 / lambda (LeCun et al. 1998). lambda is found by power iteration, with Hessian-vector products
from central differences of the gradient.
"""

import numpy as np

from propbench.bench.parameters import Parameters
from propbench.impls import load
from propbench.impls.contract import Array, Network, layers

_ITERATIONS = 60
_STEP = 1e-4


def largest(network: Network, parameters: Parameters, x: Array, y: Array) -> float:
    """Absolute value of the Hessian's eigenvalue of largest absolute value."""
    state = load("numpy_vectorized").dense.prepare(network, parameters, x, y)
    centre = _flat((*parameters.w, *parameters.b))
    v = np.random.default_rng(0).standard_normal(centre.size)
    size = 0.0
    for _ in range(_ITERATIONS):
        v /= np.linalg.norm(v)
        ahead, behind = (
            _gradient(state, parameters, centre + step * v) for step in (_STEP, -_STEP)
        )
        v = (ahead - behind) / (2 * _STEP)
        size = float(np.linalg.norm(v))
    return size


def _gradient(state: object, like: Parameters, at: Array) -> Array:
    dense = load("numpy_vectorized").dense
    shapes = [layer.shape for layer in (*like.w, *like.b)]
    ends = np.cumsum([np.prod(shape) for shape in shapes])[:-1].astype(int)
    parts = [part.reshape(s) for part, s in zip(np.split(at, ends), shapes, strict=True)]
    n = len(like.w)
    moved = dense.load_parameters(state, Parameters(parts[:n], parts[n:]))
    gradients = dense.read_gradients(dense.backward(dense.forward(moved)))
    return _flat((*layers(gradients, "dw"), *layers(gradients, "db")))


def _flat(arrays: tuple[Array, ...]) -> Array:
    return np.concatenate([array.ravel() for array in arrays])
