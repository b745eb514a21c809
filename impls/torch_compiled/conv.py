"""Convolutional networks as compiled graphs of PyTorch; mathematics in `python_loops/conv.py`.

Native are PyTorch's own shapes: images (m, channels, height, width), kernels (c_out, c_in, 3, 3).
As in `dense.py` each phase is a graph of its own. The compiler leaves the convolutions to the
library and fuses what lies between them.
"""

from dataclasses import dataclass, field

import torch

from propbench.impls.contract import Array, Convolutional, layers, named
from propbench.impls.contract.conv import KERNEL

from .formulas import mean_loss
from .image_phases import Images, phases_of
from .layout import Tensor, to_native, to_numpy
from .phases import CompiledPhases, require_compiler


@dataclass
class State:
    """`images` are what forward left for backward; a training step keeps none.

    z (n_outputs, m) and p like it.
    """

    network: Convolutional
    phases: CompiledPhases
    x: Tensor
    y: Tensor
    w: list[Tensor]
    b: list[Tensor]
    rate: Tensor
    z: Tensor
    p: Tensor
    images: Images = field(default_factory=lambda: ([], [], []))
    dw: list[Tensor] = field(default_factory=list)
    db: list[Tensor] = field(default_factory=list)


def prepare(network: Convolutional, parameters: dict[str, Array], x: Array, y: Array) -> State:
    require_compiler()
    *hidden, last = map(to_native, layers(parameters, "w"))
    shaped = zip(hidden, network.layers, strict=True)
    w = [each.reshape(-1, layer.c_in, KERNEL, KERNEL) for each, layer in shaped]
    b = [to_native(array) for array in layers(parameters, "b")]
    images, labels = to_native(x.T).reshape(-1, *network.image), to_native(y)
    phases = phases_of(network, x.shape[1], str(x.dtype))
    rate = labels.new_zeros(())
    return State(network, phases, images, labels, [*w, last], b, rate, labels, labels)


def load_parameters(state: State, parameters: dict[str, Array]) -> State:
    given = (*layers(parameters, "w"), *layers(parameters, "b"))
    for present, array in zip((*state.w, *state.b), given, strict=True):
        present.copy_(torch.from_numpy(array).reshape(present.shape))
    return state


def forward(state: State) -> State:
    state.images, state.z, state.p = state.phases.forward(state.w, state.b, state.x)
    return state


def backward(state: State) -> State:
    state.dw, state.db = state.phases.backward(state.w, state.images, state.p, state.y)
    return state


def update(state: State, learning_rate: float) -> State:
    state.rate.fill_(learning_rate)
    state.phases.update([*state.w, *state.b], [*state.dw, *state.db], state.rate)
    return state


def train_step(state: State, learning_rate: float) -> State:
    state.rate.fill_(learning_rate)
    state.z, state.p, state.dw, state.db = state.phases.train_step(
        state.w, state.b, state.x, state.y, state.rate
    )
    return state


def train(state: State, learning_rate: float, steps: int) -> State:
    for _ in range(steps):
        train_step(state, learning_rate)
    return state


def loss(state: State) -> float:
    return mean_loss(state.network.output, state.z, state.p, state.y).item()


def read_outputs(state: State) -> Array:
    return to_numpy(state.p)


def read_gradients(state: State) -> dict[str, Array]:
    return named("dw", map(_matrix, state.dw)) | named("db", map(_matrix, state.db))


def read_parameters(state: State) -> dict[str, Array]:
    return named("w", map(_matrix, state.w)) | named("b", map(_matrix, state.b))


def _matrix(parameter: Tensor) -> Array:
    """Of rank two, as the contract has it."""
    return to_numpy(parameter.reshape(parameter.shape[0], -1))
