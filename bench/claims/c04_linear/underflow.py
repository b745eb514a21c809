"""Where a network with linear activations is not linear: at the smallest numbers of its dtype.

Foerster (OpenAI, 2017) trained deep linear networks in float32 to use underflow as their
non-linearity. The two constructions here are this project's own. All scales are powers of two, so
that nothing is rounded as long as numbers are normal.
"""

import numpy as np

from propbench.bench.claims.shared.linear import network, outputs
from propbench.bench.training.parameters import Parameters, drawn
from propbench.impls import Implementation
from propbench.impls.contract import Array

DEEPEST = {"float16": 24, "float32": 149, "float64": 1074}
"""2 to minus this is the smallest number above zero."""

LAYERS, WIDTH = 4, 8
_PAIRS = 200


def shrunk(bits: int | None, dtype: str, seed: int) -> Parameters:
    """Four layers, of which two scale down and two up again by the same power of two.

    In between, numbers of size one have about `bits` binary digits left; all, where it is None.
    """
    base = drawn(network((WIDTH,) * (LAYERS + 1)), "glorot", seed)
    down = 0 if bits is None else DEEPEST[dtype] - bits
    exponents = (-(down // 2), down // 2 - down, down // 2, down - down // 2)
    pairs = zip(base.w, exponents, strict=True)
    return _typed([np.ldexp(w, exponent) for w, exponent in pairs], dtype)


def departure(
    implementation: Implementation | None, bits: int | None, dtype: str, seed: int
) -> float:
    """Largest |f(a + b) - f(a) - f(b)| over the largest |f|, for 200 pairs of examples.

    f is the same network without underflow, in float64. Examples are whole sixteenths from -2 to
    2, so that a + b is exact. Without an implementation NumPy's own arithmetic is used, which
    alone has float16.
    """
    draw = np.random.default_rng((seed, 3))
    a, b = draw.integers(-32, 33, (2, WIDTH, _PAIRS)) / 16
    parameters = shrunk(bits, dtype, seed)
    found = [
        _forward(implementation, parameters, x.astype(dtype)).astype(float) for x in (a + b, a, b)
    ]
    exact = _forward(None, shrunk(None, "float64", seed), a + b)
    return float(np.abs(found[0] - found[1] - found[2]).max() / np.abs(exact).max())


def exclusive_or(dtype: str) -> Parameters:
    """Five layers of linear units, without biases, that compute exclusive or by underflow.

    One unit carries x1 + x2. The other is scaled down until a sum of 1 lies half-way between zero
    and the smallest number, and is rounded to zero, while 2 becomes that number; scaled up again
    it is "both". The output is x1 + x2 - 2 both. In exact arithmetic "both" would be
    (x1 + x2) / 2 and the output 0 for every input.
    """
    deepest = DEEPEST[dtype]
    first, third = deepest // 2, deepest // 2
    scales = (2.0 ** -(deepest + 1 - first), 2.0**third, 2.0 ** (deepest - third))
    narrow = [np.array([[1.0, 0.0], [0.0, scale]]) for scale in scales]
    w = [np.array([[1.0, 1.0], [2.0**-first] * 2]), *narrow, np.array([[1.0, -2.0]])]
    return _typed(w, dtype)


def exclusive_or_right(implementation: Implementation | None, dtype: str) -> int:
    """On how many of the four inputs the construction gives exactly x1 xor x2."""
    x = np.array([[0, 0, 1, 1], [0, 1, 0, 1]], dtype)
    found = _forward(implementation, exclusive_or(dtype), x)
    return int(np.sum(found == np.logical_xor(*x)))


def _forward(implementation: Implementation | None, parameters: Parameters, x: Array) -> Array:
    if implementation is not None:
        sizes = (x.shape[0], *(w.shape[0] for w in parameters.w))
        return outputs(implementation, network(sizes), parameters, x)
    for w in parameters.w:
        x = w @ x
    return x


def _typed(w: list[Array], dtype: str) -> Parameters:
    zeros = (np.zeros((layer.shape[0], 1), dtype) for layer in w)
    return Parameters(tuple(layer.astype(dtype) for layer in w), tuple(zeros))
