"""Forward and backward propagation, compiled as a whole; mathematics in `python_loops/dense.py`.

One call from Python runs a whole phase: at one example there are two dispatches, not a dozen.
Activations are kept in place of z; see `steps.py` for what happens inside.

`parallel` gives each thread a part of the examples, with gradients of its own that are added up
afterwards; the products inside use one BLAS thread. Threads of Python do, because compiled code
lets go of the interpreter's lock. Not tried: numba's prange over blocks, which would have to be
compiled a second time.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numba
import numpy as np
from threadpoolctl import threadpool_limits

from propbench.impls.contract import ACTIVATIONS, OUTPUTS, Array, Gradients, Network, Parameters

from .blocks import aligned
from .many import train_many
from .parts import Part, make_parts
from .passes import descend
from .steps import propagate, total_loss
from .views import copied_layers, flatten

__all__ = ["train_many"]


@dataclass
class State:
    """`flat` holds all parameters; the gradients of the network are those of the first part."""

    sizes: Array
    codes: tuple[int, int]
    slope: Any
    m: int
    flat: Array
    parts: list[Part]


def prepare(
    network: Network, parameters: Parameters, x: Array, y: Array, configuration: str
) -> State:
    threads = 1
    if configuration == "parallel":
        threads = min(numba.get_num_threads(), x.shape[1])
        threadpool_limits(1, user_api="blas")
    n_parameters = sum((n_in + 1) * n_out for n_out, n_in in network.shapes)
    state = State(
        sizes=np.array(network.sizes),
        codes=(ACTIVATIONS.index(network.activation), OUTPUTS.index(network.output)),
        slope=x.dtype.type(network.slope),
        m=x.shape[1],
        flat=aligned((n_parameters,), x.dtype),
        parts=make_parts(network.sizes, x, y, threads),
    )
    return load_parameters(state, parameters)


def load_parameters(state: State, parameters: Parameters) -> State:
    flatten(parameters, state.flat)
    return state


def forward(state: State) -> State:
    return _propagate(state, forward=True, backward=False)


def backward(state: State) -> State:
    return _propagate(state, forward=False, backward=True)


def update(state: State, learning_rate: float) -> State:
    descend(state.flat, state.parts[0].gradients, state.flat.dtype.type(learning_rate))
    return state


def train_step(state: State, learning_rate: float) -> State:
    return update(_propagate(state, forward=True, backward=True), learning_rate)


def train(state: State, learning_rate: float, steps: int) -> State:
    for _ in range(steps):
        train_step(state, learning_rate)
    return state


def loss(state: State) -> float:
    shares = [
        total_loss(state.codes[1], part.z_out, part.p, part.y, part.examples) * part.examples
        for part in state.parts
    ]
    return float(sum(shares)) / state.m


def read_outputs(state: State) -> Array:
    return np.concatenate([part.outputs() for part in state.parts], axis=1)


def read_gradients(state: State) -> Gradients:
    return Gradients(*copied_layers(state.parts[0].gradients, state.sizes))


def read_parameters(state: State) -> Parameters:
    return Parameters(*copied_layers(state.flat, state.sizes))


def _propagate(state: State, *, forward: bool, backward: bool) -> State:
    def run(part: Part) -> None:
        propagate(
            state.sizes, state.codes, state.slope, state.flat, part.x, part.y, part.hidden,
            part.z_out, part.p, part.gradients, part.scratch, state.m, part.examples,
            (forward, backward),
        )  # fmt: skip

    if len(state.parts) == 1:
        run(state.parts[0])
        return state
    _side_by_side(run, state.parts)
    if backward:
        total = state.parts[0].gradients
        for part in state.parts[1:]:
            np.add(total, part.gradients, out=total)
    return state


def _side_by_side(run: Callable[[Part], None], parts: list[Part]) -> None:
    """All parts at once: the first in this thread, the others in a pool."""
    others = [_pool().submit(run, part) for part in parts[1:]]
    run(parts[0])
    for other in others:
        other.result()


@lru_cache(maxsize=1)
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor()
