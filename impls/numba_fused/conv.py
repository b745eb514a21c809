"""Convolutional networks, compiled as a whole; mathematics in `python_loops/conv.py`.

One call from Python runs a whole phase; see `image_steps.py` for what happens inside, and
`convolution.py` and `windows.py` for what was tried. `parallel` gives each thread a chunk of the
images, as in `dense.py`.
"""

from dataclasses import dataclass

import numba
import numpy as np
from threadpoolctl import threadpool_limits

from propbench.impls.contract import Array, Convolutional

from .blocks import aligned, from_blocks, to_blocks
from .image_steps import propagate_images, total_image_loss
from .passes import descend
from .rooms import Plan, copied_parameters, plan
from .threads import add_up, side_by_side
from .views import flatten


@dataclass
class ImageChunk:
    """Some of the images, and all memory that their thread needs.

    x (n_blocks, framed images), y, z_out and p (n_blocks, n_outputs, n); rooms (n_blocks or 1,
    numbers of a room). Forward alone makes a room for every block when it is first called.
    """

    examples: int
    plan: Plan
    x: Array
    y: Array
    z_out: Array
    p: Array
    rooms: Array
    packed: Array
    gradients: Array


@dataclass
class State:
    """`flat` holds all parameters; the gradients of the network are those of the first chunk."""

    network: Convolutional
    m: int
    flat: Array
    chunks: list[ImageChunk]


def prepare(
    network: Convolutional,
    parameters: dict[str, Array],
    x: Array,
    y: Array,
    configuration: str,
) -> State:
    threads = 1
    if configuration == "parallel":
        threads = min(numba.get_num_threads(), x.shape[1])
        threadpool_limits(1, user_api="blas")
    parts = zip(np.array_split(x, threads, axis=1), np.array_split(y, threads, axis=1), strict=True)
    chunks = [_chunk(network, *part) for part in parts]
    flat = np.empty_like(chunks[0].gradients)
    return load_parameters(State(network, x.shape[1], flat, chunks), parameters)


def load_parameters(state: State, parameters: dict[str, Array]) -> State:
    flatten(parameters, state.flat)
    return state


def forward(state: State) -> State:
    for chunk in state.chunks:
        if chunk.rooms.shape[0] < chunk.x.shape[0]:
            chunk.rooms = aligned((chunk.x.shape[0], chunk.plan.room), state.flat.dtype)
    return _propagate(state, forward=True, backward=False)


def backward(state: State) -> State:
    return _propagate(state, forward=False, backward=True)


def update(state: State, learning_rate: float) -> State:
    descend(state.flat, state.chunks[0].gradients, state.flat.dtype.type(learning_rate))
    return state


def train_step(state: State, learning_rate: float) -> State:
    return update(_propagate(state, forward=True, backward=True), learning_rate)


def loss(state: State) -> float:
    losses = [total_image_loss(one.z_out, one.p, one.y, one.examples) for one in state.chunks]
    return float(sum(losses)) / state.m


def read_outputs(state: State) -> Array:
    return np.concatenate([from_blocks(one.p, one.examples) for one in state.chunks], axis=1)


def read_gradients(state: State) -> dict[str, Array]:
    return copied_parameters(state.network, state.chunks[0].gradients, "d")


def read_parameters(state: State) -> dict[str, Array]:
    return copied_parameters(state.network, state.flat)


def _chunk(network: Convolutional, x: Array, y: Array) -> ImageChunk:
    layout = plan(network, x.shape[1], x.dtype)
    labels = to_blocks(y, layout.n)
    n_parameters = sum(n_out * n_in for n_out, n_in in network.shapes.values())
    return ImageChunk(
        examples=x.shape[1],
        plan=layout,
        x=_framed(network, to_blocks(x, layout.n)),
        y=labels,
        z_out=aligned(labels.shape, x.dtype),
        p=aligned(labels.shape, x.dtype),
        rooms=aligned((1, layout.room), x.dtype),
        packed=aligned((layout.packed,), x.dtype),
        gradients=aligned((n_parameters,), x.dtype),
    )


def _framed(network: Convolutional, blocks: Array) -> Array:
    """(n_blocks, channels height width, n) to flat images with a border of zeros, a row each."""
    c, height, width = network.image
    n_blocks, _, n = blocks.shape
    framed = aligned((n_blocks, c, height + 2, width + 2, n), blocks.dtype)
    framed[:, :, 1:-1, 1:-1] = blocks.reshape(n_blocks, c, height, width, n)
    return framed.reshape(n_blocks, -1)


def _propagate(state: State, *, forward: bool, backward: bool) -> State:
    def run(chunk: ImageChunk) -> None:
        propagate_images(
            chunk.plan.table, chunk.plan.n, state.flat, chunk.packed, chunk.x, chunk.y,
            chunk.rooms, chunk.z_out, chunk.p, chunk.gradients, state.m, chunk.examples,
            (forward, backward),
        )  # fmt: skip

    if len(state.chunks) == 1:
        run(state.chunks[0])
        return state
    side_by_side(run, state.chunks)
    if backward:
        add_up([chunk.gradients for chunk in state.chunks])
    return state
