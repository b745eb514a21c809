"""Forward and backward propagation by jax.grad and jax.vjp, compiled by XLA.

The arrays never change; the state is a record of the newest ones. The training step computes no
loss value (XLA removes it, as nothing reads it) and no outputs p, because the loss takes z; they
are computed when they are read. Every call sets and resets the precision, about a microsecond.
"""

from dataclasses import dataclass

from propbench.impls.contract import Array, Network, layers, named

from . import layout
from .formulas import ACTIVATE, outputs
from .layout import Native, precision, to_native, to_numpy
from .phases import AnyNetwork, CompiledPhases, Logits, Pull, Tree, phases_of


@dataclass
class State:
    """`p` is None where the latest forward was that of a training step."""

    network: AnyNetwork
    phases: CompiledPhases
    x: Native
    y: Native
    parameters: Tree
    gradients: Tree
    z: Native
    p: Native | None = None
    pull: Pull | None = None


def prepare(network: Network, parameters: dict[str, Array], x: Array, y: Array) -> State:
    return prepared(network, logits, parameters, x, y)


def prepared(
    network: AnyNetwork, logits: Logits, parameters: dict[str, Array], x: Array, y: Array
) -> State:
    """Of a kind of network whose parameters stay as the contract has them."""
    start, labels = _tree(parameters), to_native(y)
    return State(network, phases_of(network, logits), to_native(x), labels, start, ([], []), labels)


def logits(network: Network, parameters: Tree, x: Native) -> Native:
    """z of the last layer."""
    activate = ACTIVATE[network.activation]
    w, b = parameters
    z = w[0] @ x + b[0]
    for layer in range(1, len(w)):
        z = w[layer] @ activate(z, network.slope) + b[layer]
    return z


def load_parameters(state: State, parameters: dict[str, Array]) -> State:
    state.parameters = _tree(parameters)
    return state


def forward(state: State) -> State:
    with precision(state.x.dtype):
        state.z, state.p, state.pull = state.phases.forward(state.parameters, state.x)
    return state


def backward(state: State) -> State:
    assert state.pull is not None, "backward needs a forward before it"
    with precision(state.x.dtype):
        state.gradients = state.phases.backward(state.pull, state.z, state.y)
    return state


def update(state: State, learning_rate: float) -> State:
    with precision(state.x.dtype):
        state.parameters = state.phases.update(state.parameters, state.gradients, learning_rate)
    return state


def train_step(state: State, learning_rate: float) -> State:
    with precision(state.x.dtype):
        state.parameters, state.gradients, state.z = state.phases.train_step(
            state.parameters, state.x, state.y, learning_rate
        )
    state.p = state.pull = None
    return state


def train(state: State, learning_rate: float, steps: int) -> State:
    """All steps in one compiled loop."""
    with precision(state.x.dtype):
        state.parameters, state.gradients, state.z = state.phases.train(
            state.parameters, state.x, state.y, learning_rate, steps
        )
    state.p = state.pull = None
    return state


def wait(state: State) -> State:
    layout.wait((state.parameters, state.gradients, state.z, state.p, state.pull))
    return state


def loss(state: State) -> float:
    with precision(state.x.dtype):
        return float(state.phases.loss(state.z, state.y))


def read_outputs(state: State) -> Array:
    with precision(state.x.dtype):
        p = outputs(state.network.output, state.z) if state.p is None else state.p
        return to_numpy(p)


def read_gradients(state: State) -> dict[str, Array]:
    dw, db = state.gradients
    return named("dw", map(to_numpy, dw)) | named("db", map(to_numpy, db))


def read_parameters(state: State) -> dict[str, Array]:
    w, b = state.parameters
    return named("w", map(to_numpy, w)) | named("b", map(to_numpy, b))


def _tree(parameters: dict[str, Array]) -> Tree:
    w, b = layers(parameters, "w"), layers(parameters, "b")
    return [*map(to_native, w)], [*map(to_native, b)]
