"""Recurrent networks; each configuration is a class in a file of its own, as in `dense.py`."""

from propbench.impls.contract import Array, Recurrent

from .layout import to_numpy
from .phases import backward, forward, loss, train, train_step, update
from .sequence_autograd import SequenceAutograd
from .sequence_manual import SequenceManual

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

State = SequenceAutograd | SequenceManual


def prepare(
    network: Recurrent, parameters: dict[str, Array], x: Array, y: Array, configuration: str
) -> State:
    kind = SequenceAutograd if configuration == "autograd" else SequenceManual
    return load_parameters(kind.made(network, x, y), parameters)


def load_parameters(state: State, parameters: dict[str, Array]) -> State:
    state.load(parameters)
    return state


def read_outputs(state: State) -> Array:
    return to_numpy(state.outputs())


def read_gradients(state: State) -> dict[str, Array]:
    return state.gradients()


def read_parameters(state: State) -> dict[str, Array]:
    return state.parameters()
