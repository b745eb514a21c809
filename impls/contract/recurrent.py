"""Recurrent networks for sequences: their shapes, and what a `recurrent.py` must and may offer.

Examples are columns, as everywhere: `x` is (steps n_inputs, m), the inputs of a sequence step after
step. The hidden state h (n_hidden, m) begins at zero. Every step multiplies its inputs and the
state before it, one below the other, by the same weights:

    z_t = w0 [x_t; h_(t-1)] + b0

The cell "tanh" has h_t = tanh(z_t) (Elman 1990). The cell "lstm" has a second state c, which begins
at zero too, and four gates, whose rows of z follow one another in the order i, f, o, g (Hochreiter
and Schmidhuber 1997, with the forget gate of Gers, Schmidhuber and Cummins 2000):

    i, f, o = sigmoid(z_i), sigmoid(z_f), sigmoid(z_o)      g = tanh(z_g)
    c_t = f c_(t-1) + i g                                   h_t = o tanh(c_t)

Softmax is on the state after the last step: z = w1 h_T + b1. The functions of a `recurrent.py` are
those of a `dense.py`; gradients go back through all steps. Arrays have rank two.
"""

from dataclasses import dataclass
from typing import ClassVar

from propbench.impls.contract.dense import MANDATORY
from propbench.impls.contract.words import ContractError, Shape, check_name

__all__ = ["GATES", "MANDATORY", "Recurrent"]

GATES = {"tanh": 1, "lstm": 4}
"""Rows of w0 for each hidden unit, by the name of the cell."""


@dataclass(frozen=True)
class Recurrent:
    """A network for sequences of so many `steps`, each of `n_inputs` numbers."""

    steps: int = 8
    n_inputs: int = 8
    n_hidden: int = 64
    cell: str = "tanh"
    n_outputs: int = 10

    activation: ClassVar[str] = "tanh"
    output: ClassVar[str] = "softmax_cross_entropy"

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        """Of every parameter: w0 (gates n_hidden, n_inputs + n_hidden), w1 (n_outputs, n_hidden),
        b0 and b1 with as many rows and one column."""
        rows = GATES[self.cell] * self.n_hidden
        return {
            "w0": (rows, self.n_inputs + self.n_hidden),
            "b0": (rows, 1),
            "w1": (self.n_outputs, self.n_hidden),
            "b1": (self.n_outputs, 1),
        }

    @property
    def x_shape(self) -> Shape:
        """Of the sequences, (steps n_inputs, m)."""
        return self.steps * self.n_inputs, None

    @property
    def y_shape(self) -> Shape:
        """Of the labels and the outputs, (n_outputs, m)."""
        return self.n_outputs, None

    def check(self) -> None:
        """Raise ContractError where this is no network that the contract knows."""
        check_name("cell", self.cell, GATES)
        for name, least in (("steps", 1), ("n_inputs", 1), ("n_hidden", 1), ("n_outputs", 2)):
            size = getattr(self, name)
            if size < least:
                raise ContractError(f"{name}: got {size}, expected at least {least}")
