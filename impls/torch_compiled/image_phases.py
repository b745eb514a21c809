"""The phases of one convolutional network as compiled functions; see `phases.py`.

Backward is written with the operations that autograd calls. ReLU comes after the largest of a
window, on a quarter of the numbers.
"""

from functools import cache

import torch
from torch.nn import functional

from propbench.impls.contract import Convolutional
from propbench.impls.contract.conv import WINDOW

from .formulas import TIMES_DERIVATIVE, output_gradient, outputs
from .layout import Tensor
from .phases import CompiledPhases, Tensors, compiled, update

Images = tuple[Tensors, Tensors, Tensors]
"""a of every layer, x included; z of hidden layers; places of the largest in their windows."""

_aten = torch.ops.aten
_SIDE, _ONE, _NONE = [WINDOW, WINDOW], [1, 1], [0, 0]


@cache
def phases_of(network: Convolutional, m: int, dtype: str) -> CompiledPhases:
    """Not compiled yet: that is done by the first call of each function."""
    return CompiledPhases(
        forward=compiled(lambda w, b, x: forward(network, w, b, x)),
        backward=compiled(lambda w, images, p, y: backward(network, w, images, p, y)),
        update=compiled(update),
        train_step=compiled(lambda w, b, x, y, rate: train_step(network, w, b, x, y, rate)),
    )


def forward(
    network: Convolutional, w: Tensors, b: Tensors, x: Tensor
) -> tuple[Images, Tensor, Tensor]:
    a, hidden_z, places = [x], [], []
    for kernels, biases in zip(w[:-1], b[:-1], strict=True):
        z = functional.conv2d(a[-1], kernels, biases[:, 0], padding=1)
        largest, place = _aten.max_pool2d_with_indices(z, _SIDE, _SIDE)
        a.append(torch.relu(largest))
        hidden_z.append(z)
        places.append(place)
    z = w[-1] @ a[-1].flatten(1).T + b[-1]
    return (a, hidden_z, places), z, outputs(network.output, z)


def backward(
    network: Convolutional, w: Tensors, images: Images, p: Tensor, y: Tensor
) -> tuple[Tensors, Tensors]:
    a, hidden_z, places = images
    dz = output_gradient(network.output, p, y)
    dw, db = [dz @ a[-1].flatten(1)], [dz.sum(dim=1, keepdim=True)]
    da = (dz.T @ w[-1]).reshape(a[-1].shape)
    for layer in reversed(range(len(hidden_z))):
        da = TIMES_DERIVATIVE[network.activation](da, a[layer + 1], 0.0)
        dz = _aten.max_pool2d_with_indices_backward(
            da, hidden_z[layer], _SIDE, _SIDE, _NONE, _ONE, False, places[layer]
        )
        da, slopes, shifts = _aten.convolution_backward(
            *(dz, a[layer], w[layer], [dz.shape[1]], _ONE, _ONE, _ONE, False, _NONE, 1),
            [layer > 0, True, True],
        )
        dw.append(slopes)
        db.append(shifts[:, None])
    return dw[::-1], db[::-1]


def train_step(
    network: Convolutional, w: Tensors, b: Tensors, x: Tensor, y: Tensor, learning_rate: Tensor
) -> tuple[Tensor, Tensor, Tensors, Tensors]:
    """z and the outputs are all that is left of forward."""
    images, z, p = forward(network, w, b, x)
    dw, db = backward(network, w, images, p, y)
    update([*w, *b], [*dw, *db], learning_rate)
    return z, p, dw, db
