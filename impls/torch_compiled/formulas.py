"""Activations, derivatives, outputs and losses for the compiler; formulas in `python_loops`.

Where a hidden unit is NaN, so is da, and the comparisons below pass it on. TorchInductor replaces
0 * da by 0, which would hide it.
"""

from collections.abc import Callable
from math import pi, sqrt

import torch
from torch.nn import functional

from .layout import Tensor

SOFTPLUS_THRESHOLD = 40.0
"""From where on softplus(z) is z. At PyTorch's own 20 that is wrong in the tenth digit."""

SQRT_2 = sqrt(2)
SQRT_2_PI = sqrt(2 * pi)

ACTIVATE: dict[str, Callable[[Tensor, float], Tensor]] = {
    "sigmoid": lambda z, _: torch.sigmoid(z),
    "tanh": lambda z, _: torch.tanh(z),
    "relu": lambda z, _: torch.relu(z),
    "leaky_relu": functional.leaky_relu,
    "linear": lambda z, _: z,
    "softplus": lambda z, _: functional.softplus(z, threshold=SOFTPLUS_THRESHOLD),
    "gelu": lambda z, _: functional.gelu(z),
}

TIMES_DERIVATIVE: dict[str, Callable[[Tensor, Tensor, float], Tensor]] = {
    "sigmoid": lambda da, a, _: da * (a * (1 - a)),
    "tanh": lambda da, a, _: da * (1 - a * a),
    "relu": lambda da, a, _: torch.where(a <= 0, 0, da),
    "leaky_relu": lambda da, a, slope: torch.where(a <= 0, slope * da, da),
    "linear": lambda da, *_: da,
    "softplus": lambda da, a, _: da * -torch.expm1(-a),
    "gelu": lambda da, z, _: da * (0.5 * (1 + torch.erf(z / SQRT_2)) + z * _density(z)),
}
"""dz from da and a, or z of those in NEEDS_Z; of a leaky_relu a has the sign of z."""

NEEDS_Z = ("gelu",)


def _density(z: Tensor) -> Tensor:
    """Of the normal distribution."""
    return torch.exp(-0.5 * z * z) / SQRT_2_PI


def outputs(output: str, z: Tensor) -> Tensor:
    """p for every example, in the shape of z."""
    if output == "softmax_cross_entropy":
        return torch.softmax(z, dim=0)
    return z.clone() if output == "linear_squared_error" else torch.sigmoid(z)


def output_gradient(output: str, p: Tensor, y: Tensor) -> Tensor:
    """dz of the mean loss."""
    dz = (p - y) / y.shape[1]
    return dz * p * (1 - p) if output == "sigmoid_squared_error" else dz


def mean_loss(output: str, z: Tensor, p: Tensor, y: Tensor) -> Tensor:
    """Mean over the examples; not compiled, because it is not timed."""
    if output == "sigmoid_cross_entropy":
        total = functional.binary_cross_entropy_with_logits(z, y, reduction="sum")
    elif output == "softmax_cross_entropy":
        total = functional.cross_entropy(z[None], y[None], reduction="sum")
    else:
        total = 0.5 * functional.mse_loss(p, y, reduction="sum")
    return total / y.shape[1]
