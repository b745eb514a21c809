"""Forward and backward propagation as compiled graphs of PyTorch; mathematics in `python_loops`.

Each phase is a graph of its own, compiled by its first call; the training step is another one, in
which hidden activations are temporaries of the graph. Parameters are overwritten in place.
"""

from dataclasses import dataclass, field

from propbench.impls.contract import Array, Gradients, Network, Parameters

from .formulas import mean_loss
from .layout import Tensor, to_native, to_numpy
from .work import Work, require_compiler, work_of


@dataclass
class State:
    """`a` ends with the outputs; after a training step it holds nothing else."""

    network: Network
    work: Work
    x: Tensor
    y: Tensor
    w: list[Tensor]
    b: list[Tensor]
    rate: Tensor
    z: Tensor
    a: list[Tensor] = field(default_factory=list)
    dw: list[Tensor] = field(default_factory=list)
    db: list[Tensor] = field(default_factory=list)


def prepare(network: Network, parameters: Parameters, x: Array, y: Array) -> State:
    require_compiler()
    w, b = [to_native(one) for one in parameters.w], [to_native(one) for one in parameters.b]
    labels = to_native(y)
    work = work_of(network, x.shape[1], str(x.dtype))
    return State(network, work, to_native(x), labels, w, b, rate=labels.new_zeros(()), z=labels)


def load_parameters(state: State, parameters: Parameters) -> State:
    given = (*parameters.w, *parameters.b)
    for present, array in zip((*state.w, *state.b), given, strict=True):
        present.copy_(to_native(array))
    return state


def forward(state: State) -> State:
    state.a, state.z = state.work.forward(state.w, state.b, state.x)
    return state


def backward(state: State) -> State:
    state.dw, state.db = state.work.backward(state.w, state.a, state.y)
    return state


def update(state: State, learning_rate: float) -> State:
    state.rate.fill_(learning_rate)
    state.work.update([*state.w, *state.b], [*state.dw, *state.db], state.rate)
    return state


def train_step(state: State, learning_rate: float) -> State:
    state.rate.fill_(learning_rate)
    (state.a, state.z), state.dw, state.db = state.work.train_step(
        state.w, state.b, state.x, state.y, state.rate
    )
    return state


def train(state: State, learning_rate: float, steps: int) -> State:
    for _ in range(steps):
        train_step(state, learning_rate)
    return state


def loss(state: State) -> float:
    return mean_loss(state.network.output, state.z, state.a[-1], state.y).item()


def read_outputs(state: State) -> Array:
    return to_numpy(state.a[-1])


def read_gradients(state: State) -> Gradients:
    return Gradients(tuple(map(to_numpy, state.dw)), tuple(map(to_numpy, state.db)))


def read_parameters(state: State) -> Parameters:
    return Parameters(tuple(map(to_numpy, state.w)), tuple(map(to_numpy, state.b)))
