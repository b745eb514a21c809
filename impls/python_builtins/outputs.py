"""Output layers, row by row or example by example; the formulas are in `python_loops/outputs.py`.

Nothing here was tuned by itself: with one or ten outputs it is a small part of every step.
"""

from math import exp, log, log1p

from .activations import over_rows, sigmoid
from .layout import Matrix, Row, transposed


def softmax(z: Matrix) -> Matrix:
    return transposed([example_softmax(column) for column in transposed(z)])


def example_softmax(column: Row) -> Row:
    """The classes of one example; with a NaN among them every p is NaN."""
    largest = max(column)
    powers = [exp(value - largest) for value in column]
    total = sum(powers)
    return [power / total for power in powers]


def outputs(output: str, z: Matrix) -> Matrix:
    """p for every example."""
    if output == "softmax_cross_entropy":
        return softmax(z)
    if output == "linear_squared_error":
        return [row[:] for row in z]
    return over_rows(sigmoid)(z, 0.0)


def output_gradient(output: str, p: Matrix, y: Matrix) -> Matrix:
    """dz of the mean loss, (n_out, m)."""
    m = len(p[0])
    if output == "sigmoid_squared_error":
        return [
            [
                (value - label) / m * (value * (1.0 - value))
                for value, label in zip(*rows, strict=True)
            ]
            for rows in zip(p, y, strict=True)
        ]
    return [
        [(value - label) / m for value, label in zip(*rows, strict=True)]
        for rows in zip(p, y, strict=True)
    ]


def mean_loss(output: str, z: Matrix, p: Matrix, y: Matrix) -> float:
    """Mean over the m examples."""
    m = len(z[0])
    if output == "softmax_cross_entropy":
        examples = zip(transposed(z), transposed(y), strict=True)
        return sum(_softmax_loss(column, labels) for column, labels in examples) / m
    if output == "sigmoid_cross_entropy":
        return sum(_logistic_loss(*rows) for rows in zip(z, y, strict=True)) / m
    return sum(_squared_loss(*rows) for rows in zip(p, y, strict=True)) / m


def _logistic_loss(z: Row, y: Row) -> float:
    return sum(
        [
            (0.0 if value <= 0.0 else value) - value * label + log1p(exp(-abs(value)))
            for value, label in zip(z, y, strict=True)
        ]
    )


def _softmax_loss(column: Row, labels: Row) -> float:
    largest = max(column)
    log_sum = log(sum([exp(value - largest) for value in column])) + largest
    return sum([label * (log_sum - value) for value, label in zip(column, labels, strict=True)])


def _squared_loss(p: Row, y: Row) -> float:
    return sum([0.5 * (value - label) * (value - label) for value, label in zip(p, y, strict=True)])
