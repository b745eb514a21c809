"""Output layers in place; the formulas are explained in `python_loops/outputs.py`.

Sigmoid outputs are computed from -z, which is what their layer gives (see `dense.py`). Nothing
else was tuned here: with one or ten outputs it is a small part of every step.
"""

import numpy as np

from propbench.impls.contract import Array

from .in_place import sigmoid_of_negated

NEGATED = ("sigmoid_cross_entropy", "sigmoid_squared_error")
"""Outputs whose last layer keeps -w and -b."""


def outputs(output: str, z: Array, p: Array) -> None:
    """p for every example, into p; z is left alone, for the loss."""
    if output == "softmax_cross_entropy":
        np.subtract(z, z.max(axis=0), out=p)
        np.exp(p, out=p)
        np.divide(p, p.sum(axis=0), out=p)
        return
    p[...] = z
    if output in NEGATED:
        sigmoid_of_negated(p)


def output_gradient(output: str, p: Array, y: Array, dz: Array) -> None:
    """dz of the summed loss, by -z where the layer is negated, into dz."""
    if output not in NEGATED:
        np.subtract(p, y, out=dz)
        return
    np.subtract(y, p, out=dz)
    if output == "sigmoid_squared_error":
        np.multiply(dz, p, out=dz)
        np.multiply(dz, 1 - p, out=dz)


def summed_loss(output: str, z: Array, p: Array, y: Array) -> float:
    """Sum over the examples."""
    if output == "sigmoid_cross_entropy":
        # z is -z of the formula.
        losses = np.maximum(-z, 0) + z * y + np.log1p(np.exp(-np.abs(z)))
    elif output == "softmax_cross_entropy":
        largest = z.max(axis=0)
        losses = y * (largest + np.log(np.exp(z - largest).sum(axis=0)) - z)
    else:
        losses = 0.5 * (p - y) ** 2
    return float(losses.sum())
