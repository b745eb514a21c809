"""Convolutions in tiles of registers, without im2col; explained in `python_loops/conv.py`.

All arrays are flat, in the order channel, row, column, image, with n images side by side, a whole
number of registers. Forward sums windows of 2 x 2 pixels and stores their largest (`pooled.py`);
the two ways back are in `taps.py`: for the gradient of an image the sums of a pixel are formed for
eight channels, where there are 32 registers, else four, by two registers of images. Channels are
filled up to whole tiles, with weights of zero. Taps that meet the border of zeros are left out: at
a corner of the image there are 4 of 9, so that no image needs a border, and in 4 x 4 pixels three
tenths of all products go.

Measured on the network 1 x 8 x 8, 8 and 16 channels (CPU time, in turns): against four channels a
tile, taps at a border of zeros, and channels in the outermost loop, these together took 0.35 to 0.4
of the step's time from m = 10 on. Rows are outermost because what a row meets of the image stays in
the first-level cache for all channels. Of the rate of the bare tile, on a machine with 32 registers
of 64 bytes and one such product a cycle, the second layer's windows and gradient of an image reach
0.95 and more, its weight gradient 0.93, and the first layer's windows, whose sums have nine terms,
0.7. Rejected unmeasured: Winograd and Fourier transforms, which others found to pay with 64
channels and more.
"""

from propbench.impls.contract import Array

from .compile import compiled
from .pooled import POOLED, fill_windows
from .registers import BYTES
from .taps import CHANNELS, COLUMNS, add_row_of_taps, fill_row_of_one, fill_row_of_two


@compiled
def tiled(channels: int) -> int:
    """Channels filled up to whole tiles."""
    return -(-channels // CHANNELS) * CHANNELS


@compiled
def pack(w: Array, b: Array, packed: Array) -> None:
    """Kernels w (c_out, c_in 9) and biases b (c_out, 1) in the order in which `convolve_and_pool`
    reads them: tile, c, u, v, channel, and behind them the biases of the tile.

    Where there is no channel, packed keeps its zeros.
    """
    tile = (w.shape[1] + 1) * POOLED
    for o in range(w.shape[0]):
        first = o // POOLED * tile + o % POOLED
        for k in range(w.shape[1]):
            packed[first + k * POOLED] = w[o, k]
        packed[first + w.shape[1] * POOLED] = b[o, 0]


@compiled
def pack_turned(w: Array, packed: Array) -> None:
    """The kernels that take dz back, turned over: tile of c_in, u, c_out, v, eight."""
    at, c_in = 0, w.shape[1] // 9
    for c in range(0, c_in, CHANNELS):
        for u in range(3):
            for o in range(w.shape[0]):
                for v in range(3):
                    for i in range(min(CHANNELS, c_in - c)):
                        packed[at + i] = w[o, (c + i) * 9 + 8 - 3 * u - v]
                    at += CHANNELS


@compiled
def unpack(sums: Array, dw: Array) -> None:
    """dw (c_out, c_in 9) from what `add_weight_gradients` gave."""
    channels = sums.size // dw.shape[1]
    for o in range(dw.shape[0]):
        for k in range(dw.shape[1]):
            dw[o, k] = sums[k * channels + o]


@compiled
def convolve_and_pool(
    a: Array, c_in: int, h: int, width: int, n: int, packed: Array, image: Array, places: Array
) -> None:
    """image and places (c_out in whole tiles, h / 2, width / 2, n) of a (c_in, h, width, n): the
    largest of each window, cut off at 0, and where it is."""
    lanes, row, tile = BYTES // a.itemsize, width * n, (c_in * 9 + 1) * POOLED
    apart = (h // 2) * (width // 2) * n
    for r in range(0, h, 2):
        above, below = 1 if r > 0 else 0, 1 if r < h - 2 else 0
        first = r // 2 * (width // 2) * n
        for k in range(0, n, lanes):
            for o in range(packed.size // tile):
                to = o * POOLED * apart + first + k
                fill_windows(
                    a[r * row + k :], h * row, c_in, above, below, width, n, packed[o * tile :],
                    image[to:], places[to:], apart,
                )  # fmt: skip


@compiled
def convolve(a: Array, c_in: int, h: int, width: int, n: int, packed: Array, z: Array) -> None:
    """z (c_out in whole tiles, h, width, n) of a (c_in, h, width, n), without biases."""
    lanes, row, tile = BYTES // a.itemsize, width * n, c_in * 9 * CHANNELS
    for r in range(h):
        first = 1 if r == 0 else 0
        rows = (2 if r == h - 1 else 3) - first
        met = (r + first - 1) * row
        for o in range(packed.size // tile):
            w = packed[o * tile + first * c_in * COLUMNS * CHANNELS :]
            to = (o * CHANNELS * h + r) * row
            for k in range(0, n - lanes, 2 * lanes):
                fill_row_of_two(
                    a[met + k :], h * row, c_in, rows, width, n, w, z[to + k :], h * row
                )
            if n // lanes % 2:
                k = n - lanes
                fill_row_of_one(
                    a[met + k :], h * row, c_in, rows, width, n, w, z[to + k :], h * row
                )


@compiled
def add_weight_gradients(
    dz: Array, a: Array, c_in: int, h: int, width: int, n: int, sums: Array
) -> None:
    """sums (c_in, u, v, c_out in whole tiles) <- the same + a dz^T over all pixels and images.

    dz is (c_out in whole tiles, h, width, n), and a (c_in, h, width, n).
    """
    channels, row = sums.size // (c_in * 9), width * n
    for o in range(0, channels, CHANNELS):
        for c in range(c_in):
            for u in range(3):
                first = 1 if u == 0 else 0
                rows = h if u == 1 else h - 1
                left, right = (o * h + first) * row, (c * h + first + u - 1) * row
                to = (c * 3 + u) * COLUMNS * channels + o
                add_row_of_taps(dz[left:], h * row, a[right:], rows, width, n, sums[to:], channels)
