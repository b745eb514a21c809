"""Forward and backward propagation as compiled graphs of PyTorch; mathematics in `python_loops`.

Each phase is a graph of its own, compiled by its first call; the training step is another one, in
which hidden activations are temporaries of the graph. Parameters are overwritten in place.
"""

from dataclasses import dataclass, field

from propbench.impls.contract import Array, Network, layers, named

from .formulas import mean_loss
from .layout import Tensor, to_native, to_numpy
from .phases import CompiledPhases, phases_of, require_compiler


@dataclass
class State:
    """`a` ends with the outputs; after a training step it holds nothing else.

    `hidden_z` is empty where no derivative needs it.
    """

    network: Network
    phases: CompiledPhases
    x: Tensor
    y: Tensor
    w: list[Tensor]
    b: list[Tensor]
    rate: Tensor
    z: Tensor
    a: list[Tensor] = field(default_factory=list)
    hidden_z: list[Tensor] = field(default_factory=list)
    dw: list[Tensor] = field(default_factory=list)
    db: list[Tensor] = field(default_factory=list)


def prepare(network: Network, parameters: dict[str, Array], x: Array, y: Array) -> State:
    require_compiler()
    w, b = ([*map(to_native, layers(parameters, letter))] for letter in "wb")
    labels = to_native(y)
    phases = phases_of(network, x.shape[1], str(x.dtype))
    return State(network, phases, to_native(x), labels, w, b, rate=labels.new_zeros(()), z=labels)


def load_parameters(state: State, parameters: dict[str, Array]) -> State:
    given = (*layers(parameters, "w"), *layers(parameters, "b"))
    for present, array in zip((*state.w, *state.b), given, strict=True):
        present.copy_(to_native(array))
    return state


def forward(state: State) -> State:
    state.a, state.hidden_z, state.z = state.phases.forward(state.w, state.b, state.x)
    return state


def backward(state: State) -> State:
    state.dw, state.db = state.phases.backward(state.w, state.a, state.hidden_z, state.y)
    return state


def update(state: State, learning_rate: float) -> State:
    state.rate.fill_(learning_rate)
    state.phases.update([*state.w, *state.b], [*state.dw, *state.db], state.rate)
    return state


def train_step(state: State, learning_rate: float) -> State:
    state.rate.fill_(learning_rate)
    (state.a, state.hidden_z, state.z), state.dw, state.db = state.phases.train_step(
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


def read_gradients(state: State) -> dict[str, Array]:
    return named("dw", map(to_numpy, state.dw)) | named("db", map(to_numpy, state.db))


def read_parameters(state: State) -> dict[str, Array]:
    return named("w", map(to_numpy, state.w)) | named("b", map(to_numpy, state.b))
