"""Convolutional networks block by block, in place; mathematics in `python_loops/conv.py`.

Like `dense.py`: a training step takes one block of images forward and backward before the next, in
one shared room, so that nothing leaves the cache; forward and backward alone keep a room for each
block, made when they are first called.

What helped, against the windows of `numpy_vectorized`, stands in `rooms.py` and `convolution.py`:
together 3 times at m = 1 and 2.5 at 1 000. What did not: a framed copy of every image, from which
the rows were lowered, 1.1 times slower.
"""

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from propbench.impls.contract import Array, Convolutional

from .convolution import image_gradient, share_out, through_layer, weight_gradients
from .kernels import Kernels, turned_over
from .layout import aligned, to_native
from .outputs import output_gradient, outputs, summed_loss
from .rooms import HiddenRoom, rooms

BLOCK = 256
"""Bytes of a pixel of all images of a block: 32 images in float64, 64 in float32."""


@dataclass
class Block:
    """Some of the images; f (features, n) of the last layer is the a of the one below."""

    x: Array
    y: Array
    z: Array
    p: Array
    dz: Array
    df: Array
    shared: list[HiddenRoom]
    kept: list[HiddenRoom] = field(default_factory=list)


@dataclass
class State:
    """`part` holds the gradients of one block, and then those times the learning rate."""

    network: Convolutional
    share: float
    blocks: list[Block]
    parameters: Kernels
    gradients: Kernels
    part: Kernels
    turned: list[Array] = field(default_factory=list)


def prepare(network: Convolutional, parameters: dict[str, Array], x: Array, y: Array) -> State:
    present, gradients, part = (Kernels(network, x.dtype) for _ in range(3))
    state = State(network, 1 / x.shape[1], blocks_of(network, x, y), present, gradients, part)
    return load_parameters(state, parameters)


def load_parameters(state: State, parameters: dict[str, Array]) -> State:
    state.parameters.write(parameters)
    return state


def forward(state: State) -> State:
    for block in state.blocks:
        block.kept = block.kept or rooms(state.network, block.y.shape[1], block.y.dtype)
        _forward_block(state, block, block.kept)
    return state


def backward(state: State) -> State:
    _turn_over(state)
    for index, block in enumerate(state.blocks):
        _backward_block(state, block, block.kept, index)
    return state


def update(state: State, learning_rate: float) -> State:
    np.multiply(state.gradients.flat, learning_rate, out=state.part.flat)
    np.subtract(state.parameters.flat, state.part.flat, out=state.parameters.flat)
    return state


def train_step(state: State, learning_rate: float) -> State:
    _turn_over(state)
    for index, block in enumerate(state.blocks):
        _forward_block(state, block, block.shared)
        _backward_block(state, block, block.shared, index)
    return update(state, learning_rate)


def loss(state: State) -> float:
    output = state.network.output
    total = sum(summed_loss(output, block.z, block.p, block.y) for block in state.blocks)
    return total * state.share


def read_outputs(state: State) -> Array:
    return np.concatenate([block.p for block in state.blocks], axis=1)


def read_gradients(state: State) -> dict[str, Array]:
    return state.gradients.read("d")


def read_parameters(state: State) -> dict[str, Array]:
    return state.parameters.read()


def blocks_of(network: Convolutional, x: Array, y: Array) -> list[Block]:
    """Equally large up to one image; blocks of one size share a room."""
    m, most = x.shape[1], BLOCK // x.dtype.itemsize
    n_blocks = -(-m // most)
    bounds = [m * index // n_blocks for index in range(n_blocks + 1)]
    shared: dict[int, list[HiddenRoom]] = {}
    blocks = []
    for start, end in pairwise(bounds):
        n = end - start
        if n not in shared:
            shared[n] = rooms(network, n, x.dtype)
        z, p, dz = (aligned((network.n_outputs, n), x.dtype) for _ in range(3))
        df = aligned((network.features, n), x.dtype)
        images, labels = _by_rows(network, x[:, start:end]), to_native(y[:, start:end])
        blocks.append(Block(images, labels, z, p, dz, df, shared[n]))
    return blocks


def _by_rows(network: Convolutional, x: Array) -> Array:
    """(channels height width, n) to (height, channels, width, n)."""
    return to_native(x.reshape(*network.image, -1).swapaxes(0, 1))


def _turn_over(state: State) -> None:
    state.turned = [turned_over(w) for w in state.parameters.w[1:-1]]


def _forward_block(state: State, block: Block, work: list[HiddenRoom]) -> None:
    parameters, image, n = state.parameters, block.x, block.y.shape[1]
    for layer, room in enumerate(work):
        through_layer(room, image, parameters.w[layer], parameters.b[layer])
        image = room.a.reshape(*room.a.shape[:2], -1, n)
    np.dot(parameters.w[-1], _features(block, work), out=block.z)
    np.add(block.z, parameters.b[-1], out=block.z)
    outputs(state.network.output, block.z, block.p)


def _backward_block(state: State, block: Block, work: list[HiddenRoom], index: int) -> None:
    """Gradients of one block, added to those of the blocks before."""
    into, dz = state.part if index else state.gradients, block.dz
    output_gradient(state.network.output, block.p, block.y, dz)
    np.multiply(dz, state.share, out=dz)
    np.dot(dz, _features(block, work).T, out=into.w[-1])
    np.add.reduce(dz, axis=1, keepdims=True, out=into.b[-1])
    da = np.dot(state.parameters.w[-1].T, dz, out=block.df)
    for layer in range(len(work) - 1, -1, -1):
        room = work[layer]
        share_out(room, da.reshape(room.a.shape))
        weight_gradients(room, into.w[layer], into.b[layer])
        if layer > 0:
            image_gradient(room, state.turned[layer - 1])
            da = room.da
    if index:
        np.add(state.gradients.flat, into.flat, out=state.gradients.flat)


def _features(block: Block, work: list[HiddenRoom]) -> Array:
    """Of the last layer, (features, n), a view."""
    return work[-1].a.reshape(-1, block.y.shape[1])
