"""What is right for a convolutional network: each layer as the one matrix that it is.

A convolution is linear, so it has a matrix (see `convolution_matrix.py`). Nobody computes so,
which keeps the answer independent of every implementation. The bounds are those of `bounds.py`,
for the terms that are not zero.

Where the two largest z of a window differ by no more than their errors, either may be taken for
the largest, and either way of the gradient is right; so it is for a largest z near 0.
"""

import numpy as np

from propbench.bench.oracle.bounds import Reference, collected, output_gradient, output_layer
from propbench.bench.oracle.comparison import Float64
from propbench.bench.oracle.convolution_matrix import HiddenMatrix
from propbench.bench.oracle.rounding import Bounded, SumOfProducts, rounding
from propbench.bench.problems import Problem
from propbench.impls.contract import Convolutional
from propbench.impls.contract.conv import KERNEL, WINDOW, ConvLayer

BLOCK = 1024


def convolution_reference(problem: Problem[Convolutional], learning_rate: float) -> Reference:
    """As `reference`; z and a of the hidden layers are (channels height width, m)."""
    dtype = np.finfo(problem.x.dtype)
    u = float(dtype.eps) / 2
    w, b = (
        [array.astype(np.float64) for array in arrays]
        for arrays in (problem.parameters.w, problem.parameters.b)
    )
    hidden = [
        HiddenMatrix(layer, *given)
        for layer, *given in zip(problem.network.layers, w[:-1], b[:-1], strict=True)
    ]
    m = problem.x.shape[1]
    sums = _sums(hidden, w[-1], m, u)
    outputs: list[Bounded] = []
    first: tuple[list[Float64], list[Float64]] | None = None
    for start in range(0, m, BLOCK):
        x, y = (
            array[:, start : start + BLOCK].astype(np.float64) for array in (problem.x, problem.y)
        )
        z, a = _forward(hidden, w[-1], b[-1], x, u)
        _backward(hidden, w[-1], z, a, y, m, u, sums)
        outputs.append(a[-1])
        first = first or ([value for value, _ in z], [value for value, _ in a[1:]])
    assert first is not None
    gradients = [(total.value, total.bound()) for total in sums]
    return collected(w, b, outputs, gradients, learning_rate, dtype, first)


def _sums(hidden: list[HiddenMatrix], w: Float64, m: int, u: float) -> list[SumOfProducts]:
    """Of the weights of every layer, then of the biases; w of the last layer."""
    # One dz of a window is not zero, at most.
    terms = [m * step.pixels // WINDOW**2 for step in hidden]
    return [
        *(
            SumOfProducts(step.shape, n, u, step.folded)
            for step, n in zip(hidden, terms, strict=True)
        ),
        SumOfProducts(w.shape, m, u),
        *(
            SumOfProducts((step.layer.c_out, 1), n, u, step.summed)
            for step, n in zip(hidden, terms, strict=True)
        ),
        SumOfProducts((w.shape[0], 1), m, u),
    ]


def _forward(
    hidden: list[HiddenMatrix], w: Float64, b: Float64, x: Float64, u: float
) -> tuple[list[Bounded], list[Bounded]]:
    """z and a of every layer, x included in a; w and b of the last layer."""
    z: list[Bounded] = []
    a: list[Bounded] = [(x, np.zeros_like(x))]
    for step in hidden:
        z.append(_affine(step.matrix, step.column, a[-1], KERNEL**2 * step.layer.c_in, u))
        a.append(_largest(step.layer, *z[-1]))
    z.append(_affine(w, b, a[-1], w.shape[1], u))
    a.append(output_layer("softmax_cross_entropy", *z[-1], u))
    return z, a


def _affine(w: Float64, b: Float64, a: Bounded, n_terms: int, u: float) -> Bounded:
    value, error = a
    magnitude = np.abs(w) @ np.abs(value) + np.abs(b)
    return w @ value + b, rounding(n_terms + 1, u) * magnitude + np.abs(w) @ error


def _largest(layer: ConvLayer, z: Float64, error: Float64) -> Bounded:
    """max(0, the largest of each window); a largest is off by at most the largest error."""
    fours, errors = _in_fours(layer, z), _in_fours(layer, error)
    a = np.maximum(fours.max(axis=3), 0)
    return a.reshape(-1, z.shape[1]), errors.max(axis=3).reshape(-1, z.shape[1])


def _backward(
    hidden: list[HiddenMatrix],
    w: Float64,
    z: list[Bounded],
    a: list[Bounded],
    y: Float64,
    m: int,
    u: float,
    sums: list[SumOfProducts],
) -> None:
    """Add the gradients of every layer to the sums; z and a as `_forward`, w of the last layer."""
    last, n_layers = len(hidden), len(hidden) + 1
    ones = np.ones((1, y.shape[1])), np.zeros((1, y.shape[1]))
    dz = output_gradient("softmax_cross_entropy", *a[-1], y, m, u)
    sums[last].add(dz, a[last])
    sums[n_layers + last].add(dz, ones)
    da = _transposed(w, dz, w.shape[0], u)
    for index in reversed(range(last)):
        step = hidden[index]
        dz = _to_the_largest(step.layer, da, *z[index])
        sums[index].add(dz, a[index])
        sums[n_layers + index].add(dz, ones)
        if index > 0:
            da = _transposed(step.matrix, dz, KERNEL**2 * step.layer.c_out, u)


def _transposed(w: Float64, dz: Bounded, n_terms: int, u: float) -> Bounded:
    """w^T dz."""
    own = rounding(n_terms, u) * (np.abs(w).T @ np.abs(dz[0]))
    return w.T @ dz[0], own + np.abs(w).T @ dz[1]


def _to_the_largest(layer: ConvLayer, da: Bounded, z: Float64, error: Float64) -> Bounded:
    """dz from the gradient of what `_largest` gave."""
    fours, errors = _in_fours(layer, z), 2 * _in_fours(layer, error)
    c, height, width, _, m = fours.shape
    value, bound = (array.reshape(c, height, width, 1, m) for array in da)
    largest = fours.max(axis=3, keepdims=True)
    surely_below = fours + errors < (fours - errors).max(axis=3, keepdims=True)
    candidate = ~surely_below & (fours + errors > 0)
    chosen = (np.arange(WINDOW**2)[:, None] == fours.argmax(axis=3)[:, :, :, None]) & (largest > 0)
    undecided = candidate & ((candidate.sum(axis=3, keepdims=True) > 1) | (fours - errors <= 0))
    dz = np.where(chosen, value, 0)
    off = np.where(candidate, bound, 0) + np.where(undecided, np.abs(value), 0)
    return _from_fours(dz), _from_fours(off)


def _in_fours(layer: ConvLayer, z: Float64) -> Float64:
    """(c height width, m) to (c, height / 2, width / 2, 4, m), a window by rows."""
    height, width = layer.height // WINDOW, layer.width // WINDOW
    apart = z.reshape(layer.c_out, height, WINDOW, width, WINDOW, z.shape[1])
    return apart.swapaxes(2, 3).reshape(layer.c_out, height, width, WINDOW**2, z.shape[1])


def _from_fours(fours: Float64) -> Float64:
    c, height, width, _, m = fours.shape
    apart = fours.reshape(c, height, width, WINDOW, WINDOW, m)
    return apart.swapaxes(2, 3).reshape(-1, m)
