"""Native layout: a contiguous tensor on the CPU, in the shape of the contract."""

from typing import TypeAlias

import numpy as np
import torch

from propbench.impls.contract import Array

Tensor: TypeAlias = torch.Tensor


def to_native(array: Array) -> Tensor:
    """A copy; torch.from_numpy alone would share memory with the argument."""
    return torch.from_numpy(np.array(array, order="C"))


def to_numpy(tensor: Tensor) -> Array:
    """A copy, so that later work cannot change what was read."""
    return np.array(tensor.detach().numpy())
