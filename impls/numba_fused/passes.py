"""Passes over a block of columns while it is in cache: bias and activation, gradient and slope.

Loops are written out where an array expression would do: Numba compiles each such expression with
the code for its error messages, which made up a sixth of all compiling.

Not measured: one pass for each operation, and the choice of activation inside the inner loop.
"""

from typing import Any

from propbench.impls.contract import ACTIVATIONS, Array

from . import elements
from .compile import compiled

_KNOWN = ("sigmoid", "tanh", "relu", "leaky_relu", "linear", "softplus", "gelu")
"""Every one has its loop in `add_bias_and_activate` and in `times_slope`, or in functions of its
own: gelu, because it alone needs z for its derivative, and softplus, because its long loop beside
the others made all of them half a microsecond slower at one example.
"""

SIGMOID, TANH, RELU, LEAKY_RELU, LINEAR, SOFTPLUS, GELU = map(ACTIVATIONS.index, _KNOWN)


def code_of(activation: str) -> int:
    """What stands for an activation in compiled code. Raises LookupError listing the known."""
    if activation not in _KNOWN:
        raise LookupError(f"no loop for {activation!r} here: there are {', '.join(_KNOWN)}")
    return ACTIVATIONS.index(activation)


@compiled
def clear(vector: Array) -> None:
    """vector <- 0."""
    for i in range(vector.size):
        vector[i] = 0


@compiled
def accumulate(total: Array, part: Array) -> None:
    """total <- total + part, both (n, m)."""
    for i in range(total.shape[0]):
        for j in range(total.shape[1]):
            total[i, j] += part[i, j]


@compiled
def add_bias(z: Array, b: Array) -> None:
    """z <- z + b, with b (n, 1)."""
    for i in range(z.shape[0]):
        row, bias = z[i], b[i, 0]
        for j in range(row.size):
            row[j] += bias


@compiled
def add_bias_and_activate(  # noqa: C901 - one loop an activation, for LLVM to vectorise
    activation: int, z: Array, b: Array, slope: Any
) -> None:
    """z <- activation(z + b), with b (n, 1)."""
    for i in range(z.shape[0]):
        row, bias = z[i], b[i, 0]
        if activation == SIGMOID:
            for j in range(row.size):
                row[j] = elements.sigmoid(row[j] + bias, slope)
        elif activation == TANH:
            for j in range(row.size):
                row[j] = elements.tanh(row[j] + bias, slope)
        elif activation == RELU:
            for j in range(row.size):
                row[j] = elements.relu(row[j] + bias, slope)
        elif activation == LEAKY_RELU:
            for j in range(row.size):
                row[j] = elements.leaky_relu(row[j] + bias, slope)
        else:
            for j in range(row.size):
                row[j] += bias


@compiled
def times_slope(  # noqa: C901 - one loop an activation, for LLVM to vectorise
    activation: int, da: Array, a: Array, slope: Any
) -> None:
    """da <- da * activation'(z), row by row."""
    for i in range(a.shape[0]):
        d, row = da[i], a[i]
        if activation == SIGMOID:
            for j in range(row.size):
                d[j] *= elements.sigmoid_slope(row[j], slope)
        elif activation == TANH:
            for j in range(row.size):
                d[j] *= elements.tanh_slope(row[j], slope)
        elif activation == RELU:
            for j in range(row.size):
                d[j] *= elements.relu_slope(row[j], slope)
        elif activation == LEAKY_RELU:
            for j in range(row.size):
                d[j] *= elements.leaky_relu_slope(row[j], slope)


@compiled
def add_bias_and_softplus(z: Array, b: Array, slope: Any) -> None:
    """z <- softplus(z + b), with b (n, 1)."""
    for i in range(z.shape[0]):
        row, bias = z[i], b[i, 0]
        for j in range(row.size):
            row[j] = elements.softplus(row[j] + bias, slope)


@compiled
def add_bias_and_gelu(z: Array, kept: Array, b: Array, slope: Any) -> None:
    """kept <- z + b and z <- gelu(kept), with kept like z and b (n, 1)."""
    for i in range(z.shape[0]):
        row, kept_row, bias = z[i], kept[i], b[i, 0]
        for j in range(row.size):
            kept_row[j] = row[j] + bias
            row[j] = elements.gelu(kept_row[j], slope)


@compiled
def times_softplus_slope(da: Array, a: Array, slope: Any) -> None:
    """da <- da * softplus'(z), both of one shape."""
    for i in range(a.shape[0]):
        d, row = da[i], a[i]
        for j in range(row.size):
            d[j] *= elements.softplus_slope(row[j], slope)


@compiled
def times_gelu_slope(da: Array, a: Array, z: Array, slope: Any) -> None:
    """da <- da * gelu'(z), all of one shape."""
    for i in range(a.shape[0]):
        d, row, z_row = da[i], a[i], z[i]
        for j in range(row.size):
            d[j] *= elements.gelu_slope(z_row[j], row[j], slope)


@compiled
def outer_product(w: Array, dz: Array, da: Array) -> None:
    """da <- w^T dz for one output: w (1, n), dz (1, m), da (n, m).

    BLAS would treat it as a matrix product with an inner dimension of one.
    """
    d = dz[0]
    for i in range(da.shape[0]):
        row, weight = da[i], w[0, i]
        for j in range(row.size):
            row[j] = weight * d[j]


@compiled
def weighted_sums(w: Array, a: Array, z: Array) -> None:
    """z <- w a row by row, four rows of a in a pass: w (n_out, n), a (n, m), z (n_out, m)."""
    n = a.shape[0]
    for row in range(w.shape[0]):
        weights, total = w[row], z[row]
        clear(total)
        for i in range(0, n - n % 4, 4):
            r0, r1, r2, r3 = a[i], a[i + 1], a[i + 2], a[i + 3]
            w0, w1, w2, w3 = weights[i], weights[i + 1], weights[i + 2], weights[i + 3]
            for j in range(total.size):
                total[j] += (w0 * r0[j] + w1 * r1[j]) + (w2 * r2[j] + w3 * r3[j])
        for i in range(n - n % 4, n):
            r, weight = a[i], weights[i]
            for j in range(total.size):
                total[j] += weight * r[j]


@compiled
def descend(p: Array, dp: Array, learning_rate: Any) -> None:
    """p <- p - learning_rate dp, for all parameters at once."""
    for i in range(p.size):
        p[i] -= learning_rate * dp[i]
