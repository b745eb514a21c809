"""The rule of thumb for a learning rate: one over the largest curvature of the loss at the start.

For a quadratic loss descent converges below 2 / lambda, and along that direction fastest at
1 / lambda (LeCun et al. 1998). lambda is found by power iteration, with Hessian-vector products
from central differences of the gradient.
"""

import numpy as np

from propbench.bench.training.parameters import Parameters
from propbench.bench.training.variants import PLAIN
from propbench.bench.training.variants.stack import backward, forward, stacked
from propbench.impls.contract import Array, Network

_ITERATIONS = 60
_STEP = 1e-4


def largest(network: Network, parameters: Parameters, x: Array, y: Array) -> float:
    """Absolute value of the Hessian's eigenvalue of largest absolute value."""
    centre = _flat((*parameters.w, *parameters.b))
    v = np.random.default_rng(0).standard_normal(centre.size)
    size = 0.0
    for _ in range(_ITERATIONS):
        v /= np.linalg.norm(v)
        ahead, behind = (
            _gradient(network, _shaped(parameters, centre + step * v), x, y)
            for step in (_STEP, -_STEP)
        )
        v = (ahead - behind) / (2 * _STEP)
        size = float(np.linalg.norm(v))
    return size


def _gradient(network: Network, parameters: Parameters, x: Array, y: Array) -> Array:
    stack = stacked(network, [parameters], PLAIN)
    gradients = backward(network, PLAIN, stack, forward(network, PLAIN, stack, x), x, y)
    return _flat((*gradients.w, *gradients.b))


def _shaped(like: Parameters, flat: Array) -> Parameters:
    shapes = [layer.shape for layer in (*like.w, *like.b)]
    ends = np.cumsum([np.prod(shape) for shape in shapes])[:-1].astype(int)
    layers = [part.reshape(s) for part, s in zip(np.split(flat, ends), shapes, strict=True)]
    n = len(like.w)
    return Parameters(tuple(layers[:n]), tuple(layers[n:]))


def _flat(layers: tuple[Array, ...]) -> Array:
    return np.concatenate([layer.ravel() for layer in layers])
