"""Forward and backward propagation; each configuration is a class in a file of its own.

The tensors of parameters live as long as the state: `load_parameters` overwrites them, so that
gradients of an earlier `backward` can still be used by `update`.
"""

import torch

from propbench.impls.contract import Array, Gradients, Network, Parameters

from .autograd import Autograd
from .layout import to_native, to_numpy
from .manual import Manual

State = Autograd | Manual


def prepare(
    network: Network, parameters: Parameters, x: Array, y: Array, configuration: str
) -> State:
    kind = Autograd if configuration == "autograd" else Manual
    w, b = [to_native(one) for one in parameters.w], [to_native(one) for one in parameters.b]
    return kind.made(network, to_native(x), to_native(y), w, b)


def load_parameters(state: State, parameters: Parameters) -> State:
    given = (*parameters.w, *parameters.b)
    with torch.no_grad():
        for present, array in zip((*state.w, *state.b), given, strict=True):
            present.copy_(to_native(array))
    return state


def forward(state: State) -> State:
    state.forward()
    return state


def backward(state: State) -> State:
    state.backward()
    return state


def update(state: State, learning_rate: float) -> State:
    state.update(learning_rate)
    return state


def train_step(state: State, learning_rate: float) -> State:
    state.train_step(learning_rate)
    return state


def train(state: State, learning_rate: float, steps: int) -> State:
    for _ in range(steps):
        state.train_step(learning_rate)
    return state


def loss(state: State) -> float:
    return state.loss()


def read_outputs(state: State) -> Array:
    return to_numpy(state.outputs())


def read_gradients(state: State) -> Gradients:
    dw, db = state.gradients()
    return Gradients(tuple(map(to_numpy, dw)), tuple(map(to_numpy, db)))


def read_parameters(state: State) -> Parameters:
    return Parameters(tuple(map(to_numpy, state.w)), tuple(map(to_numpy, state.b)))
