"""Images and kernels in PyTorch's shapes, and back.

In memory channels come last in float64 and first in float32. Measured, network 1 x 8 x 8, 8 and 16
channels: last is 0.82 of first in float64 from m = 100 on, 1.13 of it in float32 at m = 1 000, and
makes no difference at m = 1. (oneDNN, which PyTorch takes for convolutions, has float32 alone.)
"""

from collections.abc import Sequence

import torch

from propbench.impls.contract import Array, Convolutional
from propbench.impls.contract.conv import KERNEL

from .layout import Tensor, to_native, to_numpy


def to_images(network: Convolutional, x: Array) -> Tensor:
    """(channels height width, m) to (m, channels, height, width), a copy."""
    return _laid(to_native(x.T).reshape(-1, *network.image))


def kernels(network: Convolutional, w: Sequence[Array]) -> list[Tensor]:
    """Weights by layer; those of the last one stay a matrix."""
    *hidden, last = map(to_native, w)
    shaped = zip(hidden, network.layers, strict=True)
    return [*(_laid(each.reshape(-1, layer.c_in, KERNEL, KERNEL)) for each, layer in shaped), last]


def vector(b: Array) -> Tensor:
    """(n, 1) to (n,), a copy."""
    return to_native(b[:, 0])


def to_matrix(parameter: Tensor) -> Array:
    """Of rank two, as the contract has it."""
    return to_numpy(parameter.reshape(parameter.shape[0], -1))


def _laid(images: Tensor) -> Tensor:
    last = images.dtype == torch.float64
    order = torch.channels_last if last else torch.contiguous_format
    return images.contiguous(memory_format=order)
