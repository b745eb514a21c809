"""Output layers: how z of the last layer becomes outputs, a loss, and the first gradient.

For one example, with y the label and p the output:

    sigmoid_cross_entropy   p = sigmoid(z)      loss = -y log p - (1 - y) log(1 - p)   dz = p - y
    softmax_cross_entropy   p = softmax(z)      loss = -sum_i y_i log p_i              dz = p - y
    linear_squared_error    p = z               loss = sum_i (p_i - y_i)^2 / 2         dz = p - y
    sigmoid_squared_error   p = sigmoid(z)      loss = sum_i (p_i - y_i)^2 / 2
                                                dz = (p - y) p (1 - p)

The cross-entropies are computed from z, where log p would overflow or cancel:
    -log sigmoid(z) = max(-z, 0) + log1p(exp(-|z|)),  -log softmax(z)_i = log(sum_k exp(z_k)) - z_i
with the largest z taken out of the exponentials. The caller divides by m.
"""

import math

from .activations import over_matrix, sigmoid
from .layout import Matrix


def softmax(z: Matrix) -> Matrix:
    n, m = len(z), len(z[0])
    p = [[0.0] * m for _ in range(n)]
    for j in range(m):
        largest = column_max(z, j)
        total = 0.0
        for i in range(n):
            p[i][j] = math.exp(z[i][j] - largest)
            total += p[i][j]
        for i in range(n):
            p[i][j] /= total
    return p


def column_max(z: Matrix, j: int) -> float:
    """The largest z of example j; with a NaN any, because the sum of exponentials is NaN."""
    largest = z[0][j]
    for i in range(len(z)):
        if z[i][j] > largest:
            largest = z[i][j]
    return largest


def outputs(output: str, z: Matrix) -> Matrix:
    """p for every example."""
    if output == "softmax_cross_entropy":
        return softmax(z)
    if output == "linear_squared_error":
        return [row[:] for row in z]
    return over_matrix(sigmoid)(z, 0.0)


def output_gradient(output: str, p: Matrix, y: Matrix) -> Matrix:
    """dz of the mean loss, (n_out, m)."""
    n, m = len(p), len(p[0])
    dz = [[0.0] * m for _ in range(n)]
    for i in range(n):
        for j in range(m):
            dz[i][j] = (p[i][j] - y[i][j]) / m
            if output == "sigmoid_squared_error":
                dz[i][j] *= p[i][j] * (1.0 - p[i][j])
    return dz


def mean_loss(output: str, z: Matrix, p: Matrix, y: Matrix) -> float:
    """Mean over the m examples."""
    m = len(z[0])
    total = 0.0
    for j in range(m):
        total += example_loss(output, z, p, y, j)
    return total / m


def example_loss(output: str, z: Matrix, p: Matrix, y: Matrix, j: int) -> float:
    """Loss of example j."""
    if output == "sigmoid_cross_entropy":
        return sum(_logistic_loss(z[i][j], y[i][j]) for i in range(len(z)))
    if output == "softmax_cross_entropy":
        return _softmax_loss(z, y, j)
    total = 0.0
    for i in range(len(z)):
        total += 0.5 * (p[i][j] - y[i][j]) * (p[i][j] - y[i][j])
    return total


def _logistic_loss(z: float, y: float) -> float:
    positive = 0.0 if z <= 0.0 else z
    return positive - z * y + math.log1p(math.exp(-abs(z)))


def _softmax_loss(z: Matrix, y: Matrix, j: int) -> float:
    largest = column_max(z, j)
    total = 0.0
    for i in range(len(z)):
        total += math.exp(z[i][j] - largest)
    loss = 0.0
    for i in range(len(z)):
        loss += y[i][j] * (math.log(total) + largest - z[i][j])
    return loss
