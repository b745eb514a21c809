"""Networks that compute the parity of n bits, by construction, and their check on every input.

Bits are 0 and 1, the linear output is the parity, and an input counts as right on its side of 1/2.
Each construction has one hidden layer, except for `tree`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from propbench.bench.claims.c09_circuits.constructed import Constructed, constructed, evaluate
from propbench.impls.contract import Array

_STEEP = 100.0
"""Gain of a sigmoid that is to be a step: half a bit from it, it is within 2e-22 of 0 and 1."""
_FLAT = 0.1
"""Range of z over which a sigmoid is to be a line: its curvature shifts no output by 1/100."""
_BLOCK_ELEMENTS = 2**22


def gates(bits: int) -> Constructed:
    """An OR of AND gates: one gate for each input of odd parity, 2**(bits - 1) of them.

    relu(number of literals that hold - bits + 1) is an AND gate, and a sum is an OR, because no
    two gates are on at once.
    """
    odd = inputs(bits)[:, inputs(bits).sum(axis=0) % 2 == 1].T
    w, b = 2 * odd - 1, 1 - odd.sum(axis=1, keepdims=True)
    return _one_layer("relu", w, b, np.ones(len(odd)))


def thresholds(bits: int) -> Constructed:
    """`bits` steps at 1/2, 3/2, ... of the number of ones, added with alternating signs.

    A step is a sigmoid so steep that rounding makes it one.
    """
    places = np.arange(bits)[:, None] + 0.5
    return _one_layer("sigmoid", _steep(np.ones((bits, bits))), _steep(-places), _signs(bits))


def relu(bits: int) -> Constructed:
    """A zigzag through 0, 1, 0, 1, ... over the number of ones, with `bits` corners."""
    jumps = 2 * _signs(bits)
    jumps[0] = 1
    return _one_layer("relu", np.ones((bits, bits)), -1.0 * np.arange(bits)[:, None], jumps)


def sigmoid(bits: int) -> Constructed:
    """The same zigzag as a line minus 2 at every second place: bits // 2 steps and one flat unit.

    The number of units is that of Minor (1993): bits / 2 + 1, or (bits + 1) / 2 where bits is odd.
    """
    slope, n_steps = _FLAT / bits, bits // 2
    places = 2 * np.arange(1, n_steps + 1)[:, None] - 0.5
    w = np.vstack([np.full((1, bits), slope), _steep(np.ones((n_steps, bits)))])
    b = np.vstack([[[-slope * bits / 2]], _steep(-places)])
    # sigmoid(z) is 1/2 + z/4 near 0, so that 4 / slope makes the line's slope one.
    out = np.concatenate([[4 / slope], np.full(n_steps, -2.0)])
    return _one_layer("sigmoid", w, b, out, bits / 2 - 2 / slope)


@dataclass(frozen=True)
class _Gate:
    """The exclusive or of two values as out . activation(w (2, 2) values + b (2,)).

    `carry` is the weight and bias of a unit that hands on a value without a partner.
    """

    w: tuple[tuple[float, float], tuple[float, float]]
    b: tuple[float, float]
    out: tuple[float, float]
    carry: tuple[float, float]


_GATES = {
    "relu": _Gate(((1, -1), (-1, 1)), (0, 0), (1, 1), (1, 0)),
    "sigmoid": _Gate(
        ((_STEEP, _STEEP), (_STEEP, _STEEP)),
        (-0.5 * _STEEP, -1.5 * _STEEP),
        (1, -1),
        (_STEEP, -0.5 * _STEEP),
    ),
}


def tree(bits: int, activation: str) -> Constructed:
    """Exclusive ors of pairs, of the pairs' results, and so on: two units each, log2(bits) layers.

    Raises KeyError unless the activation is relu or sigmoid, and ValueError below two bits.
    """
    if bits < 2:
        raise ValueError(f"bits: got {bits}, expected at least 2")
    gate = _GATES[activation]
    w, b = [], []
    values: Array = np.eye(bits)
    while len(values) > 1:
        layer_w, layer_b, reading = _tree_layer(gate, len(values))
        # The sums that read a layer's values are part of the next layer's weights.
        w.append(layer_w @ values)
        b.append(layer_b)
        values = reading
    return constructed(activation, [*w, values], [*b, np.zeros((1, 1))])


def _tree_layer(gate: _Gate, n_values: int) -> tuple[Array, Array, Array]:
    """Weights (units, values), biases (units, 1), and how the next values read the units."""
    pairs, alone = divmod(n_values, 2)
    w, reading = np.kron(np.eye(pairs), gate.w), np.kron(np.eye(pairs), gate.out)
    b = np.tile(gate.b, pairs)
    if alone:
        weight, bias = gate.carry
        w, reading = _diagonal(w, weight), _diagonal(reading, 1.0)
        b = np.append(b, bias)
    return w, b[:, None], reading


Construction = Callable[[int], Constructed]

ONE_LAYER: Mapping[str, tuple[Construction, str]] = {
    "AND/OR gates": (gates, "relu"),
    "thresholds": (thresholds, "sigmoid"),
    "ReLU units": (relu, "relu"),
    "sigmoid units": (sigmoid, "sigmoid"),
}
"""One hidden layer by its kind of unit, with the activation of the tree that it is held against."""


def inputs(bits: int) -> Array:
    """Every input, (bits, 2**bits), as 0.0 and 1.0."""
    return (np.arange(2**bits) >> np.arange(bits)[:, None] & 1).astype(np.float64)


def wrong_inputs(whole: Constructed) -> int:
    """How many of all inputs the network puts on the wrong side of 1/2."""
    x = inputs(whole.network.sizes[0])
    y = x.sum(axis=0, keepdims=True) % 2
    outputs = (evaluate(whole, block) for block in _blocks(whole, x))
    return int(np.sum((np.concatenate(list(outputs), axis=1) > 0.5) != (y > 0.5)))


def flips_without_effect(bits: int) -> int:
    """How many of all pairs of an input and a bit have the same parity when the bit is flipped.

    With none, an AND gate that leaves a bit open is on for both parities, so that an OR of AND
    gates needs one gate for each of the 2**(bits - 1) inputs of odd parity.
    """
    codes = np.arange(2**bits)
    parity = inputs(bits).sum(axis=0) % 2
    return sum(int(np.sum(parity == parity[codes ^ (1 << bit)])) for bit in range(bits))


def _blocks(whole: Constructed, x: Array) -> Iterator[Array]:
    """Inputs a block at a time, so that the widest layer stays small in memory."""
    step = max(1, _BLOCK_ELEMENTS // max(whole.network.sizes))
    for start in range(0, x.shape[1], step):
        yield x[:, start : start + step]


def _steep(z: Array) -> Array:
    return _STEEP * z


def _signs(n: int) -> Array:
    """1, -1, 1, ..., (n,)."""
    return (-1.0) ** np.arange(n)


def _diagonal(matrix: Array, entry: float) -> Array:
    """The matrix with one row and column more, zero but for their common entry."""
    larger = np.zeros((matrix.shape[0] + 1, matrix.shape[1] + 1))
    larger[:-1, :-1], larger[-1, -1] = matrix, entry
    return larger


def _one_layer(activation: str, w: Array, b: Array, out: Array, bias: float = 0.0) -> Constructed:
    return constructed(activation, [w, out[None, :]], [b, np.full((1, 1), bias)])
