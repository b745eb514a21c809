"""The loops of a hidden layer over all images, compiled; explained in `python_loops/conv.py`.

Volumes are (m, channels, height, width), image after image, as the loops go through them. Left to
the tuned implementation: images side by side, so that the compiler can vectorise over them.
"""

import numpy as np

from propbench.impls.contract import Array

from .compile import compiled


@compiled
def framed(a: Array) -> Array:
    """A copy with a border of zeros, one wide."""
    m, channels, height, width = a.shape
    copy = np.zeros((m, channels, height + 2, width + 2), dtype=a.dtype)
    for n in range(m):
        for c in range(channels):
            for i in range(height):
                for j in range(width):
                    copy[n, c, i + 1, j + 1] = a[n, c, i, j]
    return copy


@compiled
def convolve(a: Array, w: Array, b: Array) -> Array:
    """z (m, c_out, height, width) of a with its border; w (c_out, c_in, 3, 3), b (c_out, 1)."""
    m, height, width = a.shape[0], a.shape[2] - 2, a.shape[3] - 2
    z = np.empty((m, w.shape[0], height, width), dtype=a.dtype)
    for n in range(m):
        for o in range(w.shape[0]):
            for i in range(height):
                for j in range(width):
                    total = b[o, 0]
                    for c in range(a.shape[1]):
                        for u in range(3):
                            for v in range(3):
                                total += w[o, c, u, v] * a[n, c, i + u, j + v]
                    z[n, o, i, j] = total
    return z


@compiled
def place_of_largest(plane: Array, i: int, j: int) -> tuple[int, int]:
    """Row and column of the first largest in window (i, j)."""
    row, column = 2 * i, 2 * j
    for u in range(2 * i, 2 * i + 2):
        for v in range(2 * j, 2 * j + 2):
            if plane[u, v] > plane[row, column]:
                row, column = u, v
    return row, column


@compiled
def largest_of_windows(z: Array) -> Array:
    """The largest of 0 and of each window of 2 x 2."""
    m, channels, height, width = z.shape
    zero = z.dtype.type(0)
    a = np.empty((m, channels, height // 2, width // 2), dtype=z.dtype)
    for n in range(m):
        for o in range(channels):
            for i in range(height // 2):
                for j in range(width // 2):
                    largest = z[n, o][place_of_largest(z[n, o], i, j)]
                    a[n, o, i, j] = zero if largest <= zero else largest
    return a


@compiled
def to_the_largest(da: Array, z: Array) -> Array:
    """dz: the gradient of each window at its largest z, if that is above 0."""
    dz = np.zeros_like(z)
    for n in range(da.shape[0]):
        for o in range(da.shape[1]):
            for i in range(da.shape[2]):
                for j in range(da.shape[3]):
                    row, column = place_of_largest(z[n, o], i, j)
                    if z[n, o, row, column] > 0:
                        dz[n, o, row, column] = da[n, o, i, j]
    return dz


@compiled
def add_window(d: float, a: Array, i: int, j: int, dw: Array) -> None:
    """dw <- dw + d times the window of a under (i, j); a with its border, dw (c_in, 3, 3)."""
    for c in range(a.shape[0]):
        for u in range(3):
            for v in range(3):
                dw[c, u, v] += d * a[c, i + u, j + v]


@compiled
def add_to_window(d: float, w: Array, i: int, j: int, da: Array) -> None:
    """Window of da under (i, j) <- itself + d w; da with its border, w (c_in, 3, 3)."""
    for c in range(da.shape[0]):
        for u in range(3):
            for v in range(3):
                da[c, i + u, j + v] += d * w[c, u, v]


@compiled
def gradients(dz: Array, a: Array) -> tuple[Array, Array]:
    """dw (c_out, c_in, 3, 3) and db (c_out, 1), of a with its border."""
    m, c_out, height, width = dz.shape
    dw = np.zeros((c_out, a.shape[1], 3, 3), dtype=a.dtype)
    db = np.zeros((c_out, 1), dtype=a.dtype)
    for n in range(m):
        for o in range(c_out):
            for i in range(height):
                for j in range(width):
                    d = dz[n, o, i, j]
                    if d != 0:
                        db[o, 0] += d
                        add_window(d, a[n], i, j, dw[o])
    return dw, db


@compiled
def through_kernels(dz: Array, w: Array) -> Array:
    """da (m, c_in, height, width)."""
    m, c_out, height, width = dz.shape
    da = np.zeros((m, w.shape[1], height + 2, width + 2), dtype=dz.dtype)
    for n in range(m):
        for o in range(c_out):
            for i in range(height):
                for j in range(width):
                    if dz[n, o, i, j] != 0:
                        add_to_window(dz[n, o, i, j], w[o], i, j, da[n])
    return da[:, :, 1:-1, 1:-1]
