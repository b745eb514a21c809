"""Forward and backward propagation, compiled as a whole; mathematics in `python_loops/dense.py`.

One call from Python runs a whole phase: at one example there are two dispatches, not a dozen.
Activations are kept in place of z, but for gelu; see `steps.py` for what happens inside.

`parallel` gives each thread a chunk of the examples, with gradients of its own that are added up
afterwards; the products inside use one BLAS thread. Threads of Python do, because compiled code
lets go of the interpreter's lock. Not tried: numba's prange over blocks, which would have to be
compiled a second time.
"""

from dataclasses import dataclass
from typing import Any

import numba
import numpy as np
from threadpoolctl import threadpool_limits

from propbench.impls.contract import OUTPUTS, Array, Network

from .blocks import aligned
from .chunks import Chunk, make_chunks
from .many import train_many
from .passes import code_of, descend
from .steps import propagate, total_loss
from .threads import add_up, side_by_side
from .views import copied_layers, flatten

__all__ = ["train_many"]


@dataclass
class State:
    """`flat` holds all parameters; the gradients of the network are those of the first chunk."""

    sizes: Array
    codes: tuple[int, int]
    slope: Any
    m: int
    flat: Array
    chunks: list[Chunk]


def prepare(
    network: Network, parameters: dict[str, Array], x: Array, y: Array, configuration: str
) -> State:
    threads = 1
    if configuration == "parallel":
        threads = min(numba.get_num_threads(), x.shape[1])
        threadpool_limits(1, user_api="blas")
    n_parameters = sum((n_in + 1) * n_out for n_out, n_in in network.layers)
    state = State(
        sizes=np.array(network.sizes),
        codes=(code_of(network.activation), OUTPUTS.index(network.output)),
        slope=x.dtype.type(network.slope),
        m=x.shape[1],
        flat=aligned((n_parameters,), x.dtype),
        chunks=make_chunks(network, x, y, threads),
    )
    return load_parameters(state, parameters)


def load_parameters(state: State, parameters: dict[str, Array]) -> State:
    flatten(parameters, state.flat)
    return state


def forward(state: State) -> State:
    return _propagate(state, forward=True, backward=False)


def backward(state: State) -> State:
    return _propagate(state, forward=False, backward=True)


def update(state: State, learning_rate: float) -> State:
    descend(state.flat, state.chunks[0].gradients, state.flat.dtype.type(learning_rate))
    return state


def train_step(state: State, learning_rate: float) -> State:
    return update(_propagate(state, forward=True, backward=True), learning_rate)


def train(state: State, learning_rate: float, steps: int) -> State:
    for _ in range(steps):
        train_step(state, learning_rate)
    return state


def loss(state: State) -> float:
    shares = [
        total_loss(state.codes[1], chunk.z_out, chunk.p, chunk.y, chunk.examples) * chunk.examples
        for chunk in state.chunks
    ]
    return float(sum(shares)) / state.m


def read_outputs(state: State) -> Array:
    return np.concatenate([chunk.outputs() for chunk in state.chunks], axis=1)


def read_gradients(state: State) -> dict[str, Array]:
    return copied_layers(state.chunks[0].gradients, state.sizes, "d")


def read_parameters(state: State) -> dict[str, Array]:
    return copied_layers(state.flat, state.sizes)


def _propagate(state: State, *, forward: bool, backward: bool) -> State:
    def run(chunk: Chunk) -> None:
        propagate(
            state.sizes, state.codes, state.slope, state.flat, chunk.x, chunk.y, chunk.hidden,
            chunk.z_out, chunk.p, chunk.gradients, chunk.scratch, state.m, chunk.examples,
            (forward, backward),
        )  # fmt: skip

    if len(state.chunks) == 1:
        run(state.chunks[0])
        return state
    side_by_side(run, state.chunks)
    if backward:
        add_up([chunk.gradients for chunk in state.chunks])
    return state
