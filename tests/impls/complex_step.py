"""Gradients that no implementation shares: the complex step on a loss written here.

f'(p) = Im f(p + i h) / h up to h^2 (Squire and Trapp 1998); nothing is subtracted, so h can be so
small that the error is rounding alone. Functions with a kink choose their side by the real part.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf

from propbench.bench.parameters import Parameters
from tests.impls.problems import Problem

Complex = NDArray[np.complex128]

H = 1e-30


def activate(name: str, z: Complex, slope: float) -> Complex:
    if name == "sigmoid":
        return np.reciprocal(1 + np.exp(-z))
    if name == "tanh":
        return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
    if name == "relu":
        return np.where(z.real > 0, z, 0)
    if name == "leaky_relu":
        return np.where(z.real > 0, z, slope * z)
    if name == "linear":
        return z
    if name == "softplus":
        return np.log(1 + np.exp(z))
    if name == "gelu":
        return z * (1 + erf(z / np.sqrt(2))) / 2
    raise ValueError(f"no complex form of {name}; write one here")


def mean_loss(output: str, z: Complex, y: Complex) -> complex:
    """Mean over the examples, from the definitions."""
    losses: Complex
    if output == "sigmoid_cross_entropy":
        p = activate("sigmoid", z, 0)
        losses = -(y * np.log(p) + (1 - y) * np.log(1 - p))
    elif output == "softmax_cross_entropy":
        losses = -y * np.log(np.exp(z) / np.exp(z).sum(axis=0))
    elif output == "linear_squared_error":
        losses = (z - y) ** 2 / 2
    elif output == "sigmoid_squared_error":
        losses = (activate("sigmoid", z, 0) - y) ** 2 / 2
    else:
        raise ValueError(f"no complex form of {output}; write one here")
    return complex(losses.sum() / y.shape[1])


def loss(given: Problem, parameters: Complex) -> complex:
    """Loss at these parameters, in the order of `problems.flat`."""
    w, b = _unflat(given, parameters)
    a = given.x.astype(np.complex128)
    last = len(w) - 1
    for layer in range(len(w)):
        z = w[layer] @ a + b[layer]
        if layer < last:
            a = activate(given.network.activation, z, given.network.slope)
    return mean_loss(given.network.output, z, given.y.astype(np.complex128))


def gradient(given: Problem, parameters: NDArray[np.float64]) -> NDArray[np.float64]:
    """Derivative of the loss by every parameter, in the order of `problems.flat`."""
    result = np.empty_like(parameters)
    for index in range(parameters.size):
        moved = parameters.astype(np.complex128)
        moved[index] += 1j * H
        result[index] = loss(given, moved).imag / H
    return result


def _unflat(given: Problem, parameters: Complex) -> tuple[list[Complex], list[Complex]]:
    shaped, start = [], 0
    for like in (*given.parameters.w, *given.parameters.b):
        shaped.append(parameters[start : start + like.size].reshape(like.shape))
        start += like.size
    return shaped[: len(given.parameters.w)], shaped[len(given.parameters.w) :]


def as_parameters(given: Problem, parameters: NDArray[np.float64]) -> Parameters:
    """The vector of `problems.flat` back in the shapes of the network."""
    w, b = _unflat(given, parameters.astype(np.complex128))
    return Parameters(
        tuple(np.ascontiguousarray(part.real) for part in w),
        tuple(np.ascontiguousarray(part.real) for part in b),
    )
