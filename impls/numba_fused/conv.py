"""Convolutional networks, compiled as a whole; mathematics in `python_loops/conv.py`.

One call from Python runs a whole phase; see `image_steps.py` for what happens inside, and
`convolution.py` and `windows.py` for what was tried. `parallel` gives each thread a chunk of the
images, as in `dense.py`.
"""

from dataclasses import dataclass

from propbench.impls.contract import Array, Convolutional

from .blocks import aligned, to_blocks
from .chunked import (
    State,
    load_parameters,
    loss,
    prepared,
    propagated,
    read_gradients,
    read_outputs,
    read_parameters,
    update,
)
from .image_steps import propagate_images
from .rooms import Plan, plan

__all__ = [
    "load_parameters",
    "loss",
    "read_gradients",
    "read_outputs",
    "read_parameters",
    "update",
]


@dataclass
class ImageChunk:
    """Some of the images, and all memory that their thread needs.

    x (n_blocks, numbers of its images), y, z_out and p (n_blocks, n_outputs, n); rooms (n_blocks
    or 1, numbers of a room); sums are gradients of packed kernels. Forward alone makes a room for
    every block when it is first called.
    """

    examples: int
    last: int
    plan: Plan
    x: Array
    y: Array
    z_out: Array
    p: Array
    rooms: Array
    packed: Array
    sums: Array
    gradients: Array


ImageState = State[Convolutional, ImageChunk]


def prepare(
    network: Convolutional,
    parameters: dict[str, Array],
    x: Array,
    y: Array,
    configuration: str,
) -> ImageState:
    return prepared(network, parameters, x, y, configuration, _chunk)


def forward(state: ImageState) -> ImageState:
    for chunk in state.chunks:
        if chunk.rooms.shape[0] < chunk.x.shape[0]:
            chunk.rooms = aligned((chunk.x.shape[0], chunk.plan.room), state.flat.dtype)
    return _propagate(state, forward=True, backward=False)


def backward(state: ImageState) -> ImageState:
    return _propagate(state, forward=False, backward=True)


def train_step(state: ImageState, learning_rate: float) -> ImageState:
    return update(_propagate(state, forward=True, backward=True), learning_rate)


def _chunk(network: Convolutional, x: Array, y: Array) -> ImageChunk:
    layout = plan(network, x.shape[1], x.dtype)
    blocks, labels = (to_blocks(array, layout.n, layout.last) for array in (x, y))
    n_parameters = sum(n_out * n_in for n_out, n_in in network.shapes.values())
    return ImageChunk(
        examples=x.shape[1],
        last=layout.last,
        plan=layout,
        x=blocks.reshape(blocks.shape[0], -1),
        y=labels,
        z_out=aligned(labels.shape, x.dtype),
        p=aligned(labels.shape, x.dtype),
        rooms=aligned((1, layout.room), x.dtype),
        packed=aligned((layout.packed,), x.dtype),
        sums=aligned((layout.packed,), x.dtype),
        gradients=aligned((n_parameters,), x.dtype),
    )


def _propagate(state: ImageState, *, forward: bool, backward: bool) -> ImageState:
    def run(chunk: ImageChunk) -> None:
        propagate_images(
            chunk.plan.table, chunk.last, state.flat, chunk.packed, chunk.sums, chunk.x, chunk.y,
            chunk.rooms, chunk.z_out, chunk.p, chunk.gradients, state.m, chunk.examples,
            (forward, backward),
        )  # fmt: skip

    return propagated(state, run, gradients=backward)
