"""What is right for a recurrent network: every gate a matrix of its own, unrolled step by step.

A step is written as the contract's formulas are, gate by gate, with the inputs' and the state's
weights apart; implementations have all gates, inputs and states in one product. Beside it runs the
bound of `running_error.py`, so that it grows with every step forward and backward.
"""

from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from propbench.bench.oracle.bounds import Reference, collected, output_gradient, output_layer
from propbench.bench.oracle.comparison import Float64
from propbench.bench.oracle.rounding import Bounded, SumOfProducts
from propbench.bench.oracle.running_error import RunningError
from propbench.bench.problems import Problem
from propbench.impls.contract import Recurrent

BLOCK = 2048
CELLS = {
    "tanh": {"h": "tanh"},
    "lstm": {"i": "sigmoid", "f": "sigmoid", "o": "sigmoid", "g": "tanh"},
}
"""Activation of each gate, in the order of the rows of w0; a plain cell has its state as one."""

Gates = dict[str, Bounded]


@dataclass
class Step:
    """Of one step: what came in, [x; h] and c, and what it made of that."""

    below: Bounded
    c_before: Bounded
    z: Gates
    gates: Gates
    c: Bounded
    h: Bounded


class Cell:
    """A step forward and backward of one kind of cell."""

    def __init__(self, network: Recurrent, w: Float64, b: Float64, u: float) -> None:
        self.names, self.run = CELLS[network.cell], RunningError(u)
        self._n_inputs = network.n_inputs
        rows = np.split(w, len(self.names)), np.split(b, len(self.names))
        self._w, self._b = (dict(zip(self.names, parts, strict=True)) for parts in rows)

    def forward(self, x: Float64, c: Bounded, h: Bounded) -> Step:
        run = self.run
        below = np.concatenate([x, h[0]]), np.concatenate([np.zeros_like(x), h[1]])
        z = {name: run.affine(self._w[name], self._b[name], below) for name in self.names}
        gates = {name: run.activated(self.names[name], z[name]) for name in self.names}
        if "h" in gates:
            return Step(below, c, z, gates, c, gates["h"])
        c_next = run.plus(run.times(gates["f"], c), run.times(gates["i"], gates["g"]))
        h_next = run.times(gates["o"], run.activated("tanh", c_next))
        return Step(below, c, z, gates, c_next, h_next)

    def backward(self, step: Step, dh: Bounded, dc: Bounded) -> tuple[Gates, Bounded, Bounded]:
        """dz by gate, and the gradients of the states before."""
        run = self.run
        slopes = {name: run.slope(self.names[name], step.z[name]) for name in self.names}
        if "h" in slopes:
            dz = {"h": run.times(dh, slopes["h"])}
            return dz, self._through_weights(dz), dc
        i, f, o, g = (step.gates[name] for name in "ifog")
        through_h = run.times(dh, o, run.slope("tanh", step.c))
        d = run.plus(dc, through_h)
        dz = {
            "i": run.times(d, g, slopes["i"]),
            "f": run.times(d, step.c_before, slopes["f"]),
            "o": run.times(dh, run.activated("tanh", step.c), slopes["o"]),
            "g": run.times(d, i, slopes["g"]),
        }
        return dz, self._through_weights(dz), run.times(d, f)

    def _through_weights(self, dz: Gates) -> Bounded:
        parts = [
            self.run.product(self._w[name][:, self._n_inputs :].T, dz[name]) for name in self.names
        ]
        return list(accumulate(parts, self.run.plus))[-1]


def recurrence_reference(problem: Problem[Recurrent], learning_rate: float) -> Reference:
    """As `reference`; z holds each step's (gates n_hidden, m), then the outputs'; a each step's h,
    then the outputs; `states` each step's c and the gradients of h and c."""
    dtype = np.finfo(problem.x.dtype)
    u, m = float(dtype.eps) / 2, problem.x.shape[1]
    w, b = (
        [array.astype(np.float64) for array in arrays]
        for arrays in (problem.parameters.w, problem.parameters.b)
    )
    cell = Cell(problem.network, w[0], b[0], u)
    n_terms = m * problem.network.steps
    terms = (n_terms, m, n_terms, m)
    sums = [SumOfProducts(p.shape, n, u) for p, n in zip((*w, *b), terms, strict=True)]
    outputs: list[Bounded] = []
    first: tuple[list[Float64], list[Float64]] | None = None
    states: dict[str, Float64] = {}
    for start in range(0, m, BLOCK):
        x = problem.x[:, start : start + BLOCK].astype(np.float64)
        y = problem.y[:, start : start + BLOCK].astype(np.float64)
        steps = _forward(cell, problem.network, x)
        z = cell.run.affine(w[1], b[1], steps[-1].h)
        outputs.append(output_layer("softmax_cross_entropy", *z, u))
        dz_out = output_gradient("softmax_cross_entropy", *outputs[-1], y, m, u)
        gradients = _backward(cell, steps, w[1], dz_out, sums)
        if first is None:
            zs = [np.concatenate([value for value, _ in step.z.values()]) for step in steps]
            hs = [step.h[0] for step in steps]
            first, states = ([*zs, z[0]], [*hs, outputs[0][0]]), gradients
            states |= {f"c[{t}]": step.c[0] for t, step in enumerate(steps)}
    assert first is not None
    bounded = [(total.value, total.bound()) for total in sums]
    return collected(w, b, outputs, bounded, learning_rate, dtype, first, states)


def _forward(cell: Cell, network: Recurrent, x: Float64) -> list[Step]:
    zero = np.zeros((network.n_hidden, x.shape[1]))
    steps: list[Step] = []
    h = c = (zero, zero)
    for inputs in x.reshape(network.steps, network.n_inputs, -1):
        steps.append(cell.forward(inputs, c, h))
        c, h = steps[-1].c, steps[-1].h
    return steps


def _backward(
    cell: Cell, steps: list[Step], w: Float64, dz_out: Bounded, sums: list[SumOfProducts]
) -> dict[str, Float64]:
    """Add to the sums of w0, w1, b0 and b1; w of the last layer. The gradients of h and c by step,
    by name."""
    ones = np.ones((1, dz_out[0].shape[1])), np.zeros((1, dz_out[0].shape[1]))
    sums[1].add(dz_out, steps[-1].h)
    sums[3].add(dz_out, ones)
    dh, gradients = cell.run.product(w.T, dz_out), {}
    dc = np.zeros_like(dh[0]), np.zeros_like(dh[0])
    for t in reversed(range(len(steps))):
        gradients[f"dh[{t}]"], gradients[f"dc[{t}]"] = dh[0], dc[0]
        by_gate, dh, dc = cell.backward(steps[t], dh, dc)
        value, error = (np.concatenate(parts) for parts in zip(*by_gate.values(), strict=True))
        sums[0].add((value, error), steps[t].below)
        sums[2].add((value, error), ones)
    return gradients
