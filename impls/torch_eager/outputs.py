"""Output layers and losses from torch.nn.functional; formulas in `python_loops/outputs.py`.

The losses take z and not p: PyTorch's own forms for logits, which stay finite when p saturates.
"""

import torch
from torch.nn import functional

from .layout import Tensor


def outputs(output: str, z: Tensor) -> Tensor:
    """p for every example, in the shape of z."""
    if output == "softmax_cross_entropy":
        return torch.softmax(z, dim=0)
    if output == "linear_squared_error":
        return z.clone()
    return torch.sigmoid(z)


def mean_loss(output: str, z: Tensor, y: Tensor) -> Tensor:
    """Mean over the examples; the sum over outputs is not divided by their number."""
    if output == "sigmoid_cross_entropy":
        total = functional.binary_cross_entropy_with_logits(z, y, reduction="sum")
    elif output == "softmax_cross_entropy":
        # A leading axis of one makes the rows the axis of classes, without a transposition.
        total = functional.cross_entropy(z[None], y[None], reduction="sum")
    elif output == "linear_squared_error":
        total = 0.5 * functional.mse_loss(z, y, reduction="sum")
    else:
        total = 0.5 * functional.mse_loss(torch.sigmoid(z), y, reduction="sum")
    return total / y.shape[1]
