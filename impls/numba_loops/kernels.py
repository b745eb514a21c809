"""Matrix products and updates as compiled triple loops, in the order of `python_loops/dense.py`.

The sums run in the dtype of the data. Left to the tuned implementation: swapping the
inner loops, so that the compiler can vectorise over examples, and handing the products to BLAS.
"""

import numpy as np

from propbench.impls.contract import Array

from .compile import compiled


@compiled
def affine(w: Array, a: Array, b: Array) -> Array:
    """w a + b: (n_out, n_in) times (n_in, m) plus a column (n_out, 1)."""
    n_out, n_in, m = w.shape[0], w.shape[1], a.shape[1]
    z = np.empty((n_out, m), dtype=a.dtype)
    for i in range(n_out):
        for j in range(m):
            total = b[i, 0]
            for k in range(n_in):
                total += w[i, k] * a[k, j]
            z[i, j] = total
    return z


@compiled
def times_transposed(dz: Array, a: Array) -> Array:
    """dz a^T: (n_out, m) times (m, n_in)."""
    n_out, n_in, m = dz.shape[0], a.shape[0], dz.shape[1]
    dw = np.empty((n_out, n_in), dtype=a.dtype)
    for i in range(n_out):
        for k in range(n_in):
            total = a.dtype.type(0)
            for j in range(m):
                total += dz[i, j] * a[k, j]
            dw[i, k] = total
    return dw


@compiled
def transposed_times(w: Array, dz: Array) -> Array:
    """w^T dz: (n_in, n_out) times (n_out, m)."""
    n_out, n_in, m = w.shape[0], w.shape[1], dz.shape[1]
    da = np.empty((n_in, m), dtype=dz.dtype)
    for k in range(n_in):
        for j in range(m):
            total = dz.dtype.type(0)
            for i in range(n_out):
                total += w[i, k] * dz[i, j]
            da[k, j] = total
    return da


@compiled
def row_sums(dz: Array) -> Array:
    """Sum over the examples: (n_out, m) to (n_out, 1)."""
    sums = np.empty((dz.shape[0], 1), dtype=dz.dtype)
    for i in range(dz.shape[0]):
        total = dz.dtype.type(0)
        for j in range(dz.shape[1]):
            total += dz[i, j]
        sums[i, 0] = total
    return sums


@compiled
def multiply(da: Array, slopes: Array) -> Array:
    """Element by element."""
    dz = np.empty_like(da)
    for i in range(da.shape[0]):
        for j in range(da.shape[1]):
            dz[i, j] = da[i, j] * slopes[i, j]
    return dz


@compiled
def descend(p: Array, dp: Array, learning_rate: float) -> None:
    """p <- p - learning_rate dp, in place."""
    rate = p.dtype.type(learning_rate)
    for i in range(p.shape[0]):
        for j in range(p.shape[1]):
            p[i, j] -= rate * dp[i, j]
