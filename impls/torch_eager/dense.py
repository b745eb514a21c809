"""Forward and backward propagation; each configuration is a class in a file of its own.

The tensors of parameters live as long as the state: `load_parameters` overwrites them, so that
gradients of an earlier `backward` can still be used by `update`.
"""

import torch

from propbench.impls.contract import Array, Network, layers, named

from .autograd import Autograd
from .layout import to_native, to_numpy
from .manual import Manual
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

State = Autograd | Manual


def prepare(
    network: Network, parameters: dict[str, Array], x: Array, y: Array, configuration: str
) -> State:
    kind = Autograd if configuration == "autograd" else Manual
    w, b = ([*map(to_native, layers(parameters, letter))] for letter in "wb")
    return kind.made(network, to_native(x), to_native(y), w, b)


def load_parameters(state: State, parameters: dict[str, Array]) -> State:
    given = (*layers(parameters, "w"), *layers(parameters, "b"))
    with torch.no_grad():
        for present, array in zip((*state.w, *state.b), given, strict=True):
            present.copy_(to_native(array))
    return state


def read_outputs(state: State) -> Array:
    return to_numpy(state.outputs())


def read_gradients(state: State) -> dict[str, Array]:
    dw, db = state.gradients()
    return named("dw", map(to_numpy, dw)) | named("db", map(to_numpy, db))


def read_parameters(state: State) -> dict[str, Array]:
    return named("w", map(to_numpy, state.w)) | named("b", map(to_numpy, state.b))
