"""What is right for a convolutional network: a layer as a product with windows laid side by side.

Implementations compute so too, so the tests hold this to complex steps of a loss that is written
tap by tap. (The matrix of a whole layer, which nobody computes with, takes a gigabyte for images
of 32 x 32.) The bounds are those of `bounds.py`, for the terms that are not zero.

Where the two largest z of a window differ by no more than their errors, either may be taken for
the largest, and either way of the gradient is right; so it is for a largest z near 0.
"""

from functools import partial

import numpy as np

from propbench.bench.oracle.blocks import Layers, Weights, in_blocks, unit_roundoff
from propbench.bench.oracle.bounds import Reference, output_gradient, output_layer
from propbench.bench.oracle.comparison import Float64
from propbench.bench.oracle.moved_images import columns, images
from propbench.bench.oracle.rounding import Bounded, SumOfProducts, rounding
from propbench.bench.problems import Problem
from propbench.impls.contract import Convolutional
from propbench.impls.contract.conv import KERNEL, WINDOW, ConvLayer

BLOCK = 1024
LARGEST = 2**22
"""Numbers of the largest array of a block: 32 MiB."""


def convolution_reference(problem: Problem[Convolutional], learning_rate: float) -> Reference:
    """As `reference`; z and a of the hidden layers are (channels height width, m)."""
    network, m = problem.network, problem.x.shape[1]
    widest = max(
        KERNEL**2 * max(layer.c_in, layer.c_out) * layer.height * layer.width
        for layer in network.layers
    )
    block = min(BLOCK, max(1, LARGEST // widest))
    sums = _sums(network, m, unit_roundoff(problem))
    passes = partial(_forward, network), partial(_backward, network)
    return in_blocks(problem, learning_rate, block, sums, *passes)


def _sums(network: Convolutional, m: int, u: float) -> list[SumOfProducts]:
    """Of the weights of every layer, then of the biases."""
    # One dz of a window is not zero, at most.
    terms = [m * layer.height * layer.width // WINDOW**2 for layer in network.layers] + [m]
    shapes = network.shapes
    return [
        SumOfProducts(shapes[f"{letter}{layer}"], n, u)
        for letter in "wb"
        for layer, n in enumerate(terms)
    ]


def _forward(network: Convolutional, w: Weights, b: Weights, x: Float64, u: float) -> Layers:
    z: list[Bounded] = []
    a: list[Bounded] = [(x, np.zeros_like(x))]
    for layer, weights, biases in zip(network.layers, w, b, strict=False):
        of_pixels = _affine(weights, biases, _columns(layer, a[-1]), u)
        z.append(_reshaped(of_pixels, -1, x.shape[1]))
        a.append(_largest(layer, *z[-1]))
    z.append(_affine(w[-1], b[-1], a[-1], u))
    a.append(output_layer("softmax_cross_entropy", *z[-1], u))
    return z, a


def _affine(w: Float64, b: Float64, a: Bounded, u: float) -> Bounded:
    value, error = a
    magnitude = np.abs(w) @ np.abs(value) + np.abs(b)
    return w @ value + b, rounding(w.shape[1] + 1, u) * magnitude + np.abs(w) @ error


def _largest(layer: ConvLayer, z: Float64, error: Float64) -> Bounded:
    """max(0, the largest of each window); a largest is off by at most the largest error."""
    fours, errors = _in_fours(layer, z), _in_fours(layer, error)
    a = np.maximum(fours.max(axis=3), 0)
    return a.reshape(-1, z.shape[1]), errors.max(axis=3).reshape(-1, z.shape[1])


def _backward(
    network: Convolutional,
    w: Weights,
    passed: Layers,
    y: Float64,
    m: int,
    u: float,
    sums: list[SumOfProducts],
) -> None:
    (z, a), last = passed, len(w) - 1
    dz = output_gradient("softmax_cross_entropy", *a[-1], y, m, u)
    sums[last].add(dz, a[last])
    sums[2 * last + 1].add(dz, _ones(dz))
    da = _transposed(w[last], dz, w[last].shape[0], u)
    for index in reversed(range(last)):
        layer = network.layers[index]
        dz = _reshaped(_to_the_largest(layer, da, *z[index]), layer.c_out, -1)
        sums[index].add(dz, _columns(layer, a[index]))
        sums[last + 1 + index].add(dz, _ones(dz))
        if index > 0:
            da = _images(layer, _transposed(w[index], dz, KERNEL**2 * layer.c_out, u))


def _ones(dz: Bounded) -> Bounded:
    ones = np.ones((1, dz[0].shape[1]))
    return ones, np.zeros_like(ones)


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


def _columns(layer: ConvLayer, a: Bounded) -> Bounded:
    return columns(layer, a[0]), columns(layer, a[1])


def _images(layer: ConvLayer, of_columns: Bounded) -> Bounded:
    return images(layer, of_columns[0]), images(layer, of_columns[1])


def _reshaped(array: Bounded, *shape: int) -> Bounded:
    return array[0].reshape(shape), array[1].reshape(shape)
