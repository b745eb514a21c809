"""Activations and derivatives in PyTorch operations; mathematics in `python_loops`.

torch.sign turns NaN into 0, as comparisons do, so the derivatives of relu and leaky_relu are made
by rounding up and clamping, which let NaN through: every positive z is at least 1 after rounding
up, every other z at most 0. gelu is written out, because torch.nn.functional.gelu is off by up to
two eps times |z| in float32, and infinite beyond half the largest number.
"""

from math import pi, sqrt

import torch
from torch.nn import functional

from propbench.impls.contract import ActivationPair

from .layout import Tensor

SOFTPLUS_THRESHOLD = 40.0
"""From where on softplus(z) is z. At PyTorch's own 20 that is wrong in the tenth digit."""

SQRT_2 = sqrt(2)
SQRT_2_PI = sqrt(2 * pi)


def sigmoid(z: Tensor, slope: float) -> Tensor:
    return torch.sigmoid(z)


def sigmoid_derivative(z: Tensor, a: Tensor, slope: float) -> Tensor:
    return a * (1 - a)


def sigmoid_derivative_tail_safe(z: Tensor, a: Tensor, slope: float) -> Tensor:
    e = torch.exp(-torch.abs(z))
    return e / (1 + e) ** 2


def tanh(z: Tensor, slope: float) -> Tensor:
    return torch.tanh(z)


def tanh_derivative(z: Tensor, a: Tensor, slope: float) -> Tensor:
    return 1 - a * a


def tanh_derivative_tail_safe(z: Tensor, a: Tensor, slope: float) -> Tensor:
    e = torch.exp(-2 * torch.abs(z))
    return 4 * e / (1 + e) ** 2


def relu(z: Tensor, slope: float) -> Tensor:
    return torch.relu(z)


def relu_derivative(z: Tensor, a: Tensor, slope: float) -> Tensor:
    return torch.ceil(a).clamp_(max=1)


def leaky_relu(z: Tensor, slope: float) -> Tensor:
    return functional.leaky_relu(z, slope)


def leaky_relu_derivative(z: Tensor, a: Tensor, slope: float) -> Tensor:
    return torch.ceil(z).clamp_(slope, 1)


def linear(z: Tensor, slope: float) -> Tensor:
    return z.clone()


def linear_derivative(z: Tensor, a: Tensor, slope: float) -> Tensor:
    return torch.ones_like(z)


def softplus(z: Tensor, slope: float) -> Tensor:
    return functional.softplus(z, threshold=SOFTPLUS_THRESHOLD)


def softplus_derivative(z: Tensor, a: Tensor, slope: float) -> Tensor:
    return -torch.expm1(-a)


def gelu(z: Tensor, slope: float) -> Tensor:
    return 0.5 * z * (1 + torch.erf(z / SQRT_2))


def gelu_derivative(z: Tensor, a: Tensor, slope: float) -> Tensor:
    density = torch.exp(-0.5 * z * z) / SQRT_2_PI
    return 0.5 * (1 + torch.erf(z / SQRT_2)) + z * density


ACTIVATIONS: dict[str, ActivationPair] = {
    "sigmoid": (sigmoid, sigmoid_derivative),
    "tanh": (tanh, tanh_derivative),
    "relu": (relu, relu_derivative),
    "leaky_relu": (leaky_relu, leaky_relu_derivative),
    "linear": (linear, linear_derivative),
    "softplus": (softplus, softplus_derivative),
    "gelu": (gelu, gelu_derivative),
}

TAIL_SAFE = {"sigmoid": sigmoid_derivative_tail_safe, "tanh": tanh_derivative_tail_safe}
