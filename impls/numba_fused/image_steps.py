"""Forward and backward over one block of images, and over all blocks.

A training step takes block after block through forward and backward in one room, as `steps.py`
does with columns. The last layer is that of `steps.py`, too.
"""

from typing import Any

import numpy as np

from propbench.impls.contract import Array

from .compile import compiled
from .convolution import add_weight_gradients, convolve, pack, pack_turned, tiled, unpack
from .outputs import SOFTMAX, block_loss, output_activations, output_gradient
from .passes import add_bias, clear
from .rooms import C_IN, C_OUT, DA, DZ, HEIGHT, IMAGE, PACKED, TURNED, WEIGHTS, WIDTH, Table, Z
from .steps import add_weight_gradient, multiply
from .sums import add_row_sums
from .windows import largest, to_the_largest


@compiled
def weights_of(flat: Array, layer: Any, n_in: int) -> tuple[Array, Array]:
    """w (n_out, n_in) and b (n_out, 1), as views."""
    start, n_out = layer[WEIGHTS], layer[C_OUT]
    middle = start + n_out * n_in
    return (
        flat[start:middle].reshape(n_out, n_in),
        flat[middle : middle + n_out].reshape(n_out, 1),
    )


@compiled
def part(flat: Array, start: int, size: int) -> Array:
    return flat[start : start + size]


@compiled
def pack_all(table: Table, flat: Array, packed: Array) -> None:
    """Kernels of all hidden layers, in both directions."""
    for index in range(table.shape[0] - 1):
        layer = table[index]
        w, _ = weights_of(flat, layer, layer[C_IN] * 9)
        pack(w, packed[layer[PACKED] :])
        if index > 0:
            pack_turned(w, packed[layer[TURNED] :])


@compiled
def forward_block(
    table: Table, n: int, flat: Array, packed: Array, x: Array, room: Array, z_out: Array, p: Array
) -> None:
    """Leave z and the images of the hidden layers, z of the last one and the outputs."""
    last = table.shape[0] - 1
    image = x
    for index in range(last):
        layer = table[index]
        c_in, c_out, h, width = layer[C_IN], layer[C_OUT], layer[HEIGHT], layer[WIDTH]
        z = part(room, layer[Z], tiled(c_out) * h * width * n)
        convolve(image, c_in, h, width, n, part(packed, layer[PACKED], tiled(c_out) * c_in * 9), z)
        _, b = weights_of(flat, layer, c_in * 9)
        image = part(room, table[index + 1][IMAGE], c_out * (h // 2) * (width // 2) * n)
        largest(z, h, width, n, b, image)
    w, b = weights_of(flat, table[last], table[last][C_IN])
    multiply(w, image.reshape(w.shape[1], n), z_out)
    add_bias(z_out, b)
    output_activations(SOFTMAX, z_out, p)


@compiled
def backward_block(
    table: Table, n: int, flat: Array, packed: Array, sums: Array, x: Array, y: Array, room: Array,
    p: Array, gradients: Array, m: Any, valid: int,
) -> None:  # fmt: skip
    """Add this block's share of the gradients; those of kernels to `sums`."""
    last = table.shape[0] - 1
    top = table[last]
    w, _ = weights_of(flat, top, top[C_IN])
    dw, db = weights_of(gradients, top, top[C_IN])
    dz_out = part(room, top[DZ], top[C_OUT] * n).reshape(top[C_OUT], n)
    output_gradient(SOFTMAX, p, y, dz_out, m, valid)
    add_weight_gradient(dz_out, part(room, top[IMAGE], top[C_IN] * n).reshape(top[C_IN], n), dw)
    add_row_sums(dz_out, db)
    da = part(room, top[DA], top[C_IN] * n)
    np.dot(w.T, dz_out, da.reshape(top[C_IN], n))
    for index in range(last - 1, -1, -1):
        layer = table[index]
        c_in, c_out, h, width = layer[C_IN], layer[C_OUT], layer[HEIGHT], layer[WIDTH]
        _, b = weights_of(flat, layer, c_in * 9)
        _, db = weights_of(gradients, layer, c_in * 9)
        size = tiled(c_out) * h * width * n
        dz = part(room, layer[DZ], size)
        to_the_largest(part(room, layer[Z], size), h, width, n, b, da, dz, db)
        image = x if index == 0 else part(room, layer[IMAGE], c_in * h * width * n)
        of_layer = part(sums, layer[PACKED], tiled(c_out) * c_in * 9)
        add_weight_gradients(dz, image, c_in, h, width, n, of_layer)
        if index > 0:
            turned = part(packed, layer[TURNED], tiled(c_in) * c_out * 9)
            da = part(room, layer[DA], tiled(c_in) * h * width * n)
            convolve(dz, c_out, h, width, n, turned, da)


@compiled
def unpack_all(table: Table, sums: Array, gradients: Array) -> None:
    """Gradients of the kernels of all hidden layers."""
    for index in range(table.shape[0] - 1):
        layer = table[index]
        dw, _ = weights_of(gradients, layer, layer[C_IN] * 9)
        unpack(part(sums, layer[PACKED], tiled(layer[C_OUT]) * layer[C_IN] * 9), dw)


@compiled
def propagate_images(
    table: Table, n: int, flat: Array, packed: Array, sums: Array, x: Array, y: Array,
    rooms: Array, z_out: Array, p: Array, gradients: Array, m: int, examples: int,
    phases: tuple[bool, bool],
) -> None:  # fmt: skip
    """Forward, backward or both in turn, block after block, of these examples among m.

    Where both are asked for, all blocks share the first block's room, which stays in cache.
    """
    forward, backward = phases
    divisor = flat.dtype.type(m)
    pack_all(table, flat, packed)
    if backward:
        clear(gradients)
        clear(sums)
    for block in range(x.shape[0]):
        room = rooms[0] if forward and backward else rooms[block]
        if forward:
            forward_block(table, n, flat, packed, x[block], room, z_out[block], p[block])
        if backward:
            valid = min(n, examples - block * n)
            backward_block(
                table, n, flat, packed, sums, x[block], y[block], room, p[block], gradients,
                divisor, valid,
            )  # fmt: skip
    if backward:
        unpack_all(table, sums, gradients)


@compiled
def total_image_loss(z_out: Array, p: Array, y: Array, examples: int) -> float:
    """Sum of the losses of the latest forward."""
    total = 0.0
    for block in range(p.shape[0]):
        valid = min(p.shape[2], examples - block * p.shape[2])
        total += block_loss(SOFTMAX, z_out[block], p[block], y[block], valid)
    return total
