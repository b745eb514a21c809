"""Convolutional networks; each configuration is a class in a file of its own, as in `dense.py`.

Native are PyTorch's own shapes: images (m, channels, height, width), kernels (c_out, c_in, 3, 3).
"""

import torch

from propbench.impls.contract import Array, Convolutional, layers, named

from .image_autograd import ImageAutograd
from .image_manual import ImageManual
from .images import kernels, to_images, to_matrix, vector
from .layout import to_numpy
from .phases import backward, forward, loss, train, train_step, update

__all__ = [
    "backward",
    "forward",
    "load_parameters",
    "loss",
    "prepare",
    "read_gradients",
    "read_outputs",
    "read_parameters",
    "train",
    "train_step",
    "update",
]

State = ImageAutograd | ImageManual


def prepare(
    network: Convolutional, parameters: dict[str, Array], x: Array, y: Array, configuration: str
) -> State:
    kind = ImageAutograd if configuration == "autograd" else ImageManual
    w, b = kernels(network, layers(parameters, "w")), [*map(vector, layers(parameters, "b"))]
    return kind.made(to_images(network, x), y, w, b)


def load_parameters(state: State, parameters: dict[str, Array]) -> State:
    given = (*layers(parameters, "w"), *layers(parameters, "b"))
    with torch.no_grad():
        for present, array in zip((*state.w, *state.b), given, strict=True):
            present.copy_(torch.from_numpy(array).reshape(present.shape))
    return state


def read_outputs(state: State) -> Array:
    return to_numpy(state.outputs().T)


def read_gradients(state: State) -> dict[str, Array]:
    dw, db = state.gradients()
    return named("dw", map(to_matrix, dw)) | named("db", map(to_matrix, db))


def read_parameters(state: State) -> dict[str, Array]:
    return named("w", map(to_matrix, state.w)) | named("b", map(to_matrix, state.b))
