"""Forward and backward over one block of columns, and over all blocks.

Parameters lie one after the other in a flat array, w and b of the first layer, then of the next;
gradients likewise. So one compiled function serves networks of any depth. The activations of a
block lie in a flat array too, layer after layer; behind them lie their z, of gelu alone.

Products go to BLAS, which reaches 60 to 85 % of the machine's rate at these shapes, where a plain
compiled triple loop reaches 4 %; small ones to `passes.py` and `sums.py`, where a call costs more
than it saves. Tried without gain: weights lying transposed, with a transposed
copy of dz, so that dw is a product of plain matrices; in NumPy's BLAS it gains, in SciPy's, which
serves np.dot here, it loses 15 %. A training step takes block after block through forward and
backward, so that activations are read while they are still in cache.
"""

from typing import Any

import numpy as np

from propbench.impls.contract import Array

from .compile import compiled
from .outputs import block_loss, output_activations, output_gradient
from .passes import (
    GELU,
    SOFTPLUS,
    accumulate,
    add_bias,
    add_bias_and_activate,
    add_bias_and_gelu,
    add_bias_and_softplus,
    clear,
    outer_product,
    times_gelu_slope,
    times_slope,
    times_softplus_slope,
    weighted_sums,
)
from .sums import add_products, add_row_sums
from .views import kept_units_of, layer_of, units_of

FEW_INPUTS = 4
"""Up to which a product is as quick in plain loops, which need no call."""
SMALL_GRADIENT = 1_024
"""Weights up to which `sums.py` is quicker than BLAS, as measured there."""


@compiled
def multiply(w: Array, a: Array, z: Array) -> None:
    """z <- w a."""
    if w.shape[0] == 1 or w.shape[1] <= FEW_INPUTS:
        weighted_sums(w, a, z)
    else:
        np.dot(w, a, z)


@compiled
def forward_block(
    sizes: Array,
    codes: tuple[int, int],
    slope: Any,
    flat: Array,
    x: Array,
    hidden: Array,
    z_out: Array,
    p: Array,
) -> None:
    """Leave the hidden activations, z of the last layer and the outputs."""
    m, last = x.shape[1], sizes.size - 2
    previous = x
    for layer in range(last):
        w, b = layer_of(flat, sizes, layer)
        a = units_of(hidden, sizes, layer, m)
        multiply(w, previous, a)
        if codes[0] == GELU:
            add_bias_and_gelu(a, kept_units_of(hidden, sizes, layer, m), b, slope)
        elif codes[0] == SOFTPLUS:
            add_bias_and_softplus(a, b, slope)
        else:
            add_bias_and_activate(codes[0], a, b, slope)
        previous = a
    w, b = layer_of(flat, sizes, last)
    multiply(w, previous, z_out)
    add_bias(z_out, b)
    output_activations(codes[1], z_out, p)


@compiled
def backward_block(
    sizes: Array,
    codes: tuple[int, int],
    slope: Any,
    flat: Array,
    x: Array,
    y: Array,
    hidden: Array,
    p: Array,
    gradients: Array,
    scratch: Array,
    m: Any,
    valid: int,
) -> None:
    """Add this block's share of the gradients."""
    columns, last = x.shape[1], sizes.size - 2
    half = scratch.size // 2
    dz = scratch[: p.size].reshape(p.shape)
    output_gradient(codes[1], p, y, dz, m, valid)
    for layer in range(last, -1, -1):
        w, _ = layer_of(flat, sizes, layer)
        dw, db = layer_of(gradients, sizes, layer)
        previous = x if layer == 0 else units_of(hidden, sizes, layer - 1, columns)
        add_weight_gradient(dz, previous, dw)
        add_row_sums(dz, db)
        if layer > 0:
            start = half * ((last - layer + 1) % 2)
            da = scratch[start : start + previous.size].reshape(previous.shape)
            if w.shape[0] == 1:
                outer_product(w, dz, da)
            else:
                np.dot(w.T, dz, da)
            if codes[0] == GELU:
                z = kept_units_of(hidden, sizes, layer - 1, columns)
                times_gelu_slope(da, previous, z, slope)
            elif codes[0] == SOFTPLUS:
                times_softplus_slope(da, previous, slope)
            else:
                times_slope(codes[0], da, previous, slope)
            dz = da


@compiled
def add_weight_gradient(dz: Array, a: Array, dw: Array) -> None:
    """dw <- dw + dz a^T."""
    if dw.size <= SMALL_GRADIENT:
        add_products(dz, a, dw)
    else:
        accumulate(dw, np.dot(dz, a.T))


@compiled
def propagate(
    sizes: Array,
    codes: tuple[int, int],
    slope: Any,
    flat: Array,
    x: Array,
    y: Array,
    hidden: Array,
    z_out: Array,
    p: Array,
    gradients: Array,
    scratch: Array,
    m: int,
    examples: int,
    phases: tuple[bool, bool],
) -> None:
    """Forward, backward or both in turn, block after block, of these examples among m.

    Where both are asked for, all blocks share the first block's room, which stays in cache.
    """
    forward, backward = phases
    divisor = flat.dtype.type(m)
    if backward:
        clear(gradients)
    for block in range(x.shape[0]):
        room = hidden[0] if forward and backward else hidden[block]
        if forward:
            forward_block(sizes, codes, slope, flat, x[block], room, z_out[block], p[block])
        if backward:
            valid = min(x.shape[2], examples - block * x.shape[2])
            backward_block(
                sizes, codes, slope, flat, x[block], y[block], room, p[block], gradients,
                scratch, divisor, valid,
            )  # fmt: skip


@compiled
def total_loss(output: int, z_out: Array, p: Array, y: Array, m: int) -> float:
    """Mean loss over m examples of the latest forward."""
    total = 0.0
    for block in range(p.shape[0]):
        valid = min(p.shape[2], m - block * p.shape[2])
        total += block_loss(output, z_out[block], p[block], y[block], valid)
    return total / m
