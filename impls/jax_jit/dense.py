"""Forward and backward propagation by jax.grad and jax.vjp, compiled by XLA.

The arrays never change; the state is a record of the newest ones. The training step computes no
loss value (XLA removes it, as nothing reads it) and no outputs p, because the loss takes z; they
are computed when they are read. Every call sets and resets the precision, about a microsecond.
"""

from dataclasses import dataclass

import jax

from propbench.impls.contract import Array, Gradients, Network, Parameters

from .formulas import outputs
from .layout import Native, precision, to_native, to_numpy
from .work import Pull, Tree, Work, work_of


@dataclass
class State:
    """`p` is None where the latest forward was that of a training step."""

    network: Network
    work: Work
    x: Native
    y: Native
    parameters: Tree
    gradients: Tree
    z: Native
    p: Native | None = None
    pull: Pull | None = None


def prepare(network: Network, parameters: Parameters, x: Array, y: Array) -> State:
    start, labels = _tree(parameters), to_native(y)
    return State(network, work_of(network), to_native(x), labels, start, ([], []), labels)


def load_parameters(state: State, parameters: Parameters) -> State:
    state.parameters = _tree(parameters)
    return state


def forward(state: State) -> State:
    with precision(state.x.dtype):
        state.z, state.p, state.pull = state.work.forward(state.parameters, state.x)
    return state


def backward(state: State) -> State:
    assert state.pull is not None, "backward needs a forward before it"
    with precision(state.x.dtype):
        state.gradients = state.work.backward(state.pull, state.z, state.y)
    return state


def update(state: State, learning_rate: float) -> State:
    with precision(state.x.dtype):
        state.parameters = state.work.update(state.parameters, state.gradients, learning_rate)
    return state


def train_step(state: State, learning_rate: float) -> State:
    with precision(state.x.dtype):
        state.parameters, state.gradients, state.z = state.work.train_step(
            state.parameters, state.x, state.y, learning_rate
        )
    state.p = state.pull = None
    return state


def train(state: State, learning_rate: float, steps: int) -> State:
    """All steps in one compiled loop."""
    with precision(state.x.dtype):
        state.parameters, state.gradients, state.z = state.work.train(
            state.parameters, state.x, state.y, learning_rate, steps
        )
    state.p = state.pull = None
    return state


def wait(state: State) -> State:
    jax.block_until_ready((state.parameters, state.gradients, state.z, state.p, state.pull))
    return state


def loss(state: State) -> float:
    with precision(state.x.dtype):
        return float(state.work.loss(state.z, state.y))


def read_outputs(state: State) -> Array:
    with precision(state.x.dtype):
        p = outputs(state.network.output, state.z) if state.p is None else state.p
        return to_numpy(p)


def read_gradients(state: State) -> Gradients:
    dw, db = state.gradients
    return Gradients(tuple(map(to_numpy, dw)), tuple(map(to_numpy, db)))


def read_parameters(state: State) -> Parameters:
    w, b = state.parameters
    return Parameters(tuple(map(to_numpy, w)), tuple(map(to_numpy, b)))


def _tree(parameters: Parameters) -> Tree:
    return [to_native(w) for w in parameters.w], [to_native(b) for b in parameters.b]
