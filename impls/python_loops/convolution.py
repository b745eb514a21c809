"""The loops of a hidden layer over one image; the formulas are explained in `conv.py`."""

from .layout import Matrix
from .volumes import Kernels, Volume, unframed, zeros


def convolve(a: Volume, kernels: Kernels, b: Matrix) -> Volume:
    """z (c_out, height, width) of a with its border."""
    height, width = len(a[0]) - 2, len(a[0][0]) - 2
    z = zeros(len(kernels), height, width)
    for o in range(len(kernels)):
        for i in range(height):
            for j in range(width):
                total = b[o][0]
                for c in range(len(a)):
                    for u in range(3):
                        for v in range(3):
                            total += kernels[o][c][u][v] * a[c][i + u][j + v]
                z[o][i][j] = total
    return z


def largest_of_windows(z: Volume) -> Volume:
    """The largest of 0 and of each window of 2 x 2."""
    height, width = len(z[0]) // 2, len(z[0][0]) // 2
    a = zeros(len(z), height, width)
    for o in range(len(z)):
        for i in range(height):
            for j in range(width):
                row, column = place_of_largest(z[o], i, j)
                largest = z[o][row][column]
                a[o][i][j] = 0.0 if largest <= 0.0 else largest
    return a


def place_of_largest(plane: Matrix, i: int, j: int) -> tuple[int, int]:
    """Row and column of the first largest in window (i, j)."""
    row, column = 2 * i, 2 * j
    for u in range(2 * i, 2 * i + 2):
        for v in range(2 * j, 2 * j + 2):
            if plane[u][v] > plane[row][column]:
                row, column = u, v
    return row, column


def to_the_largest(da: Volume, z: Volume) -> Volume:
    """dz: the gradient of each window at its largest z, if that is above 0."""
    dz = zeros(len(z), len(z[0]), len(z[0][0]))
    for o in range(len(da)):
        for i in range(len(da[o])):
            for j in range(len(da[o][i])):
                row, column = place_of_largest(z[o], i, j)
                if z[o][row][column] > 0.0:
                    dz[o][row][column] = da[o][i][j]
    return dz


def add_gradients(dz: Volume, a: Volume, dkernels: Kernels, db: Matrix) -> None:
    """Add the share of one image, whose a has its border."""
    for o in range(len(dz)):
        for i in range(len(dz[o])):
            for j in range(len(dz[o][i])):
                d = dz[o][i][j]
                if d != 0.0:
                    db[o][0] += d
                    for c in range(len(a)):
                        for u in range(3):
                            for v in range(3):
                                dkernels[o][c][u][v] += d * a[c][i + u][j + v]


def through_kernels(dz: Volume, kernels: Kernels) -> Volume:
    """da (c_in, height, width)."""
    height, width = len(dz[0]), len(dz[0][0])
    da = zeros(len(kernels[0]), height + 2, width + 2)
    for o in range(len(dz)):
        for i in range(height):
            for j in range(width):
                d = dz[o][i][j]
                if d != 0.0:
                    for c in range(len(da)):
                        for u in range(3):
                            for v in range(3):
                                da[c][i + u][j + v] += d * kernels[o][c][u][v]
    return unframed(da)
