"""Forward and backward over one block of images, and over all blocks.

A training step takes block after block through forward and backward in one room, as `steps.py`
does with columns. The last layer is that of `steps.py`, too.
"""

from typing import Any

import numpy as np

from propbench.impls.contract import Array

from .blocks import narrowed
from .compile import compiled
from .convolution import (
    add_weight_gradients,
    convolve,
    convolve_and_pool,
    pack,
    pack_turned,
    tiled,
    unpack,
)
from .outputs import SOFTMAX, block_loss, output_activations, output_gradient
from .passes import add_bias, clear
from .rooms import C_IN, C_OUT, DA, DZ, HEIGHT, IMAGE, PACKED, PLACES, TURNED, WEIGHTS, WIDTH, Table
from .steps import add_weight_gradient, multiply
from .sums import add_row_sums
from .windows import to_the_largest


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
        w, b = weights_of(flat, layer, layer[C_IN] * 9)
        pack(w, b, packed[layer[PACKED] :])
        if index > 0:
            pack_turned(w, packed[layer[TURNED] :])


@compiled
def forward_block(
    table: Table, n: int, flat: Array, packed: Array, x: Array, room: Array, z_out: Array, p: Array
) -> None:
    """Leave the images of the layers, the places of the largest, z of the last and the outputs."""
    last = table.shape[0] - 1
    image = x
    for index in range(last):
        layer = table[index]
        c_in, c_out, h, width = layer[C_IN], layer[C_OUT], layer[HEIGHT], layer[WIDTH]
        size = tiled(c_out) * (h // 2) * (width // 2) * n
        smaller = part(room, table[index + 1][IMAGE], size)
        kernels = part(packed, layer[PACKED], tiled(c_out) * (c_in * 9 + 1))
        places = part(room, layer[PLACES], size)
        convolve_and_pool(image, c_in, h, width, n, kernels, smaller, places)
        image = smaller
    w, b = weights_of(flat, table[last], table[last][C_IN])
    multiply(w, image[: w.shape[1] * n].reshape(w.shape[1], n), z_out)
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
        _, db = weights_of(gradients, layer, c_in * 9)
        size = tiled(c_out) * h * width * n
        dz = part(room, layer[DZ], size)
        to_the_largest(part(room, layer[PLACES], size // 4), h, width, n, da, dz, db)
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
    table: Table, last: int, flat: Array, packed: Array, sums: Array, x: Array, y: Array,
    rooms: Array, z_out: Array, p: Array, gradients: Array, m: int, examples: int,
    phases: tuple[bool, bool],
) -> None:  # fmt: skip
    """Forward, backward or both in turn, block after block, of these examples among m.

    The last block has `last` images. Where both phases are asked for, all blocks share the first
    block's room, which stays in cache.
    """
    forward, backward = phases
    n_blocks, _, most = y.shape
    divisor = flat.dtype.type(m)
    pack_all(table, flat, packed)
    if backward:
        clear(gradients)
        clear(sums)
    for block in range(n_blocks):
        n = most if block < n_blocks - 1 else last
        room = rooms[0] if forward and backward else rooms[block]
        outputs = narrowed(p[block], n)
        if forward:
            z = narrowed(z_out[block], n)
            forward_block(table, n, flat, packed, x[block], room, z, outputs)
        if backward:
            labels, valid = narrowed(y[block], n), min(n, examples - block * most)
            backward_block(
                table, n, flat, packed, sums, x[block], labels, room, outputs, gradients, divisor,
                valid,
            )  # fmt: skip
    if backward:
        unpack_all(table, sums, gradients)


@compiled
def total_image_loss(z_out: Array, p: Array, y: Array, examples: int, last: int) -> float:
    """Sum of the losses of the latest forward; the last block has `last` examples."""
    total, (n_blocks, _, most) = 0.0, p.shape
    for block in range(n_blocks):
        n = most if block < n_blocks - 1 else last
        z, outputs, labels = (
            narrowed(z_out[block], n), narrowed(p[block], n), narrowed(y[block], n),
        )  # fmt: skip
        valid = min(n, examples - block * most)
        total += block_loss(SOFTMAX, z, outputs, labels, valid)
    return total
