"""What convolutional and recurrent networks do alike: examples in chunks, a thread each.

Their chunks differ in what their kernels need; blocks of labels and outputs, one flat array of all
parameters and one of gradients are the same. `dense.py` has chunks of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import numba
import numpy as np
from threadpoolctl import threadpool_limits

from propbench.impls.contract import Array, Convolutional, Recurrent

from .blocks import from_blocks
from .image_steps import total_image_loss
from .passes import descend
from .rooms import copied_parameters
from .threads import add_up, side_by_side
from .views import flatten


class Chunk(Protocol):
    """Some of the examples; y, z_out and p are (n_blocks, n_outputs, n), the last block of them
    narrowed to `last` columns."""

    examples: int
    last: int
    y: Array
    z_out: Array
    p: Array
    gradients: Array


N = TypeVar("N", Convolutional, Recurrent)
C = TypeVar("C", bound=Chunk)


@dataclass
class State(Generic[N, C]):
    """`flat` holds all parameters; the gradients of the network are those of the first chunk."""

    network: N
    m: int
    flat: Array
    chunks: list[C]


def prepared(
    network: N,
    parameters: dict[str, Array],
    x: Array,
    y: Array,
    configuration: str,
    chunk: Callable[[N, Array, Array], C],
) -> State[N, C]:
    """A chunk for each thread, of which `parallel` has several."""
    threads = 1
    if configuration == "parallel":
        threads = min(numba.get_num_threads(), x.shape[1])
        threadpool_limits(1, user_api="blas")
    parts = zip(np.array_split(x, threads, axis=1), np.array_split(y, threads, axis=1), strict=True)
    chunks = [chunk(network, *part) for part in parts]
    flat = np.empty_like(chunks[0].gradients)
    return load_parameters(State(network, x.shape[1], flat, chunks), parameters)


def propagated(state: State[N, C], run: Callable[[C], None], *, gradients: bool) -> State[N, C]:
    """Every chunk, and the sum of their gradients where there are any."""
    side_by_side(run, state.chunks)
    if gradients:
        add_up([chunk.gradients for chunk in state.chunks])
    return state


def load_parameters(state: State[N, C], parameters: dict[str, Array]) -> State[N, C]:
    flatten(parameters, state.flat)
    return state


def update(state: State[N, C], learning_rate: float) -> State[N, C]:
    descend(state.flat, state.chunks[0].gradients, state.flat.dtype.type(learning_rate))
    return state


def loss(state: State[N, C]) -> float:
    losses = [
        total_image_loss(chunk.z_out, chunk.p, chunk.y, chunk.examples, chunk.last)
        for chunk in state.chunks
    ]
    return float(sum(losses)) / state.m


def read_outputs(state: State[N, C]) -> Array:
    parts = [from_blocks(chunk.p, chunk.examples, chunk.last) for chunk in state.chunks]
    return np.concatenate(parts, axis=1)


def read_gradients(state: State[N, C]) -> dict[str, Array]:
    return copied_parameters(state.network, state.chunks[0].gradients, "d")


def read_parameters(state: State[N, C]) -> dict[str, Array]:
    return copied_parameters(state.network, state.flat)
