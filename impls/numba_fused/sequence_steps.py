"""Forward and backward of a recurrent network over one block of sequences, and over all blocks.

A training step takes block after block through forward and backward in one room, as
`image_steps.py` does. The last layer is that of `steps.py`, too.
"""

from typing import Any, NamedTuple

import numpy as np

from propbench.impls.contract import Array

from .cells import lstm_cell, lstm_gradient, tanh_cell, tanh_gradient
from .compile import compiled
from .outputs import SOFTMAX, output_activations, output_gradient
from .passes import add_bias, clear
from .steps import add_weight_gradient, multiply
from .sums import add_row_sums
from .tiles import add_products_of_steps, filled
from .wide import wide


class Sizes(NamedTuple):
    """Of a network and its blocks; `below` counts the rows of [x; 1; h], filled up with zeros."""

    steps: int
    n_inputs: int
    n_hidden: int
    n_outputs: int
    gates: int
    below: int
    n: int


class Weights(NamedTuple):
    """Of the cell, as its products read them, and their gradient."""

    matrix: Array
    """(gates n_hidden, n_inputs + 1 + n_hidden): w0 with b0 as the column that meets the ones."""
    recurrent: Array
    """(gates n_hidden, n_hidden): the columns that meet h."""
    dw: Array
    """(below, gates n_hidden in whole tiles): gradient of `matrix` transposed, and zeros."""


class Room(NamedTuple):
    """By block, what forward of LSTM leaves beside the states h: `z`, which become the gates,
    (steps, gates n_hidden, n), c from the zeros before the first step, and tanh(c)."""

    z: Array
    c: Array
    tanh_c: Array


class Spare(NamedTuple):
    """What backward needs besides, of one block; dz (steps, gates n_hidden in whole tiles,
    n), dh and dc of a step."""

    dz: Array
    dh: Array
    dc: Array
    dz_out: Array


@compiled
def parameters_of(s: Sizes, flat: Array) -> tuple[Array, Array, Array, Array]:
    """w0, b0, w1 and b1 as views."""
    rows, columns = s.gates * s.n_hidden, s.n_inputs + s.n_hidden
    b0 = rows * columns
    w1 = b0 + rows
    b1 = w1 + s.n_outputs * s.n_hidden
    return (
        flat[:b0].reshape(rows, columns),
        flat[b0:w1].reshape(rows, 1),
        flat[w1:b1].reshape(s.n_outputs, s.n_hidden),
        flat[b1:].reshape(s.n_outputs, 1),
    )


@compiled
def arrange(s: Sizes, flat: Array, weights: Weights) -> None:
    w, b, _, _ = parameters_of(s, flat)
    for r in range(w.shape[0]):
        for k in range(s.n_inputs):
            weights.matrix[r, k] = w[r, k]
        weights.matrix[r, s.n_inputs] = b[r, 0]
        for k in range(s.n_hidden):
            weights.matrix[r, s.n_inputs + 1 + k] = w[r, s.n_inputs + k]
            weights.recurrent[r, k] = w[r, s.n_inputs + k]


@compiled
def arrange_back(s: Sizes, dwb: Array, gradients: Array) -> None:
    dw, db, _, _ = parameters_of(s, gradients)
    for r in range(dw.shape[0]):
        for k in range(s.n_inputs):
            dw[r, k] = dwb[k, r]
        db[r, 0] = dwb[s.n_inputs, r]
        for k in range(s.n_hidden):
            dw[r, s.n_inputs + k] = dwb[s.n_inputs + 1 + k, r]


@compiled
def forward_block(
    s: Sizes, flat: Array, cell: Array, below: Array, room: Room, z_out: Array, p: Array
) -> None:
    """Leave the states in `below`, gates and c in the room, z of the last layer and the outputs."""
    wide()
    units, step, first = s.n_hidden * s.n, s.below * s.n, (s.n_inputs + 1) * s.n
    for t in range(s.steps):
        taken = below[t * step : t * step + cell.shape[1] * s.n].reshape(cell.shape[1], s.n)
        h = below[(t + 1) * step + first : (t + 1) * step + first + units]
        if s.gates == 1:
            np.dot(cell, taken, h.reshape(s.n_hidden, s.n))
            tanh_cell(h)
        else:
            z = room.z[t * s.gates * units : (t + 1) * s.gates * units]
            np.dot(cell, taken, z.reshape(cell.shape[0], s.n))
            at, end = t * units, (t + 1) * units
            c, tanh_c = room.c[end : end + units], room.tanh_c[at:end]
            lstm_cell(z, room.c[at:end], c, tanh_c, h)
    last = below[s.steps * step + first : s.steps * step + first + units]
    _, _, w, b = parameters_of(s, flat)
    multiply(w, last.reshape(s.n_hidden, s.n), z_out)
    add_bias(z_out, b)
    output_activations(SOFTMAX, z_out, p)


@compiled
def backward_block(
    s: Sizes, flat: Array, weights: Weights, below: Array, y: Array, room: Room, spare: Spare,
    p: Array, gradients: Array, m: Any, valid: int,
) -> None:  # fmt: skip
    """Add this block's share of the gradients; those of w0 and b0 to `weights.dw`."""
    wide()
    rows, units = filled(s.gates * s.n_hidden) * s.n, s.n_hidden * s.n
    step, first = s.below * s.n, (s.n_inputs + 1) * s.n
    _, _, w, _ = parameters_of(s, flat)
    _, _, dw, db = parameters_of(s, gradients)
    h = below[s.steps * step + first : s.steps * step + first + units]
    dz_out = spare.dz_out
    output_gradient(SOFTMAX, p, y, dz_out, m, valid)
    add_weight_gradient(dz_out, h.reshape(s.n_hidden, s.n), dw)
    add_row_sums(dz_out, db)
    dh = spare.dh
    np.dot(w.T, dz_out, dh.reshape(s.n_hidden, s.n))
    clear(spare.dc)
    for t in range(s.steps - 1, -1, -1):
        dz = spare.dz[t * rows : (t + 1) * rows]
        if s.gates == 1:
            h = below[(t + 1) * step + first : (t + 1) * step + first + units]
            tanh_gradient(dh, h, dz)
        else:
            at, end = t * units, (t + 1) * units
            gates = room.z[t * s.gates * units : (t + 1) * s.gates * units]
            lstm_gradient(dh, spare.dc, gates, room.c[at:end], room.tanh_c[at:end], dz)
        if t > 0:
            of_gates = dz[: s.gates * units].reshape(s.gates * s.n_hidden, s.n)
            np.dot(weights.recurrent.T, of_gates, dh.reshape(s.n_hidden, s.n))
    add_products_of_steps(spare.dz, below, s.steps, s.n, weights.dw)


@compiled
def propagate_sequences(
    s: Sizes, flat: Array, weights: Weights, below: Array, y: Array, rooms: Room, spare: Spare,
    z_out: Array, p: Array, gradients: Array, m: int, examples: int, phases: tuple[bool, bool],
) -> None:  # fmt: skip
    """Forward, backward or both in turn, block after block, of these examples among m.

    Where both are asked for, all blocks share the first block's room, which stays in cache.
    """
    wide()
    forward, backward = phases
    divisor = flat.dtype.type(m)
    arrange(s, flat, weights)
    if backward:
        clear(gradients)
        clear(weights.dw.reshape(weights.dw.size))
    for block in range(y.shape[0]):
        own = 0 if forward and backward else block
        room = Room(rooms.z[own], rooms.c[own], rooms.tanh_c[own])
        if forward:
            forward_block(s, flat, weights.matrix, below[block], room, z_out[block], p[block])
        if backward:
            valid = min(s.n, examples - block * s.n)
            backward_block(
                s, flat, weights, below[block], y[block], room, spare, p[block], gradients, divisor,
                valid,
            )  # fmt: skip
    if backward:
        arrange_back(s, weights.dw, gradients)
