"""Activations and derivatives in PyTorch operations; mathematics in `python_loops`.

torch.sign turns NaN into 0, as comparisons do, so the derivatives of relu and leaky_relu are made
by rounding up and clamping, which let NaN through: every positive z is at least 1 after rounding
up, every other z at most 0.
"""

import torch

from propbench.impls.contract import ActivationPair

from .layout import Tensor


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
    return torch.nn.functional.leaky_relu(z, slope)


def leaky_relu_derivative(z: Tensor, a: Tensor, slope: float) -> Tensor:
    return torch.ceil(z).clamp_(slope, 1)


def linear(z: Tensor, slope: float) -> Tensor:
    return z.clone()


def linear_derivative(z: Tensor, a: Tensor, slope: float) -> Tensor:
    return torch.ones_like(z)


ACTIVATIONS: dict[str, ActivationPair] = {
    "sigmoid": (sigmoid, sigmoid_derivative),
    "tanh": (tanh, tanh_derivative),
    "relu": (relu, relu_derivative),
    "leaky_relu": (leaky_relu, leaky_relu_derivative),
    "linear": (linear, linear_derivative),
}

TAIL_SAFE = {"sigmoid": sigmoid_derivative_tail_safe, "tanh": tanh_derivative_tail_safe}
