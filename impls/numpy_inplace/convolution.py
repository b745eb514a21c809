"""Through a hidden layer of a convolutional network, forward and backward, in place.

The largest of a window plus b, cut off at 0, is what relu(z + b) would give, so bias and ReLU come
after the largest, on a quarter of the numbers.
"""

import numpy as np

from propbench.impls.contract import Array

from .rooms import HiddenRoom


def through_layer(room: HiddenRoom, image: Array, w: Array, b: Array) -> None:
    """Leave a, of an image (height, c_in, width, n).

    w (c_out, 3 c_in 3) has its columns in the order u, c, v; b (c_out, 1).
    """
    room.image.lower(image)
    np.matmul(w, room.image.windows, out=room.z)
    height, c, wide = room.z.shape
    n = image.shape[3]
    pairs = room.z.reshape(height, c, wide // n // 2, 2, n)
    wider = room.wider.reshape(height, c, wide // n // 2, n)
    np.maximum(pairs[:, :, :, 0], pairs[:, :, :, 1], out=wider)
    np.maximum(room.wider[0::2], room.wider[1::2], out=room.a)
    np.add(room.a, b, out=room.a)
    np.maximum(room.a, 0, out=room.a)


def share_out(room: HiddenRoom, da: Array) -> None:
    """dz from the gradient da of a, which is overwritten: each window's to its first largest.

    Of two rows the upper one has it if its larger z is at least the lower one's; of two columns
    the left one, likewise. That is the first by rows.
    """
    np.greater(room.a, 0, out=room.mask_a)
    np.multiply(da, room.mask_a, out=da)
    upper, lower = room.shares[0::2], room.shares[1::2]
    np.greater_equal(room.wider[0::2], room.wider[1::2], out=room.mask_a)
    np.multiply(da, room.mask_a, out=upper)
    np.subtract(da, upper, out=lower)
    dz = room.dz
    height, c, width, n = dz.shape
    halves = (height, c, width // 2, n)
    pairs, shares = room.z.reshape(height, c, width // 2, 2, n), room.shares.reshape(halves)
    mask = room.mask.reshape(halves)
    np.greater_equal(pairs[:, :, :, 0], pairs[:, :, :, 1], out=mask)
    left, right = dz[:, :, 0::2], dz[:, :, 1::2]
    np.multiply(shares, mask, out=left)
    np.subtract(shares, left, out=right)


def weight_gradients(room: HiddenRoom, dw: Array, db: Array) -> None:
    """Into dw (c_out, 3 c_in 3) and db (c_out, 1), from dz."""
    dz = room.dz.reshape(room.z.shape)
    np.matmul(dz, room.image.windows.transpose(0, 2, 1), out=room.dw_of_rows)
    np.add.reduce(room.dw_of_rows, axis=0, out=dw)
    np.add.reduce(dz, axis=(0, 2), out=db[:, 0])


def image_gradient(room: HiddenRoom, turned: Array) -> None:
    """da of the layer's image, of dz and the kernels turned over, (c_in, 3 c_out 3)."""
    room.lowered_dz.lower(room.dz)
    np.matmul(turned, room.lowered_dz.windows, out=room.da)
