"""Forward and backward propagation, block by block; mathematics in `python_loops/dense.py`.

A training step takes one block of examples forward and backward before the next, in one shared
workspace, so that activations never leave the cache; forward and backward alone keep those of all
blocks. A layer before a sigmoid keeps -w and -b: it then gives -z, and e^-z needs no negation.

Below a single output, w^T dz is an outer product, and dz = diag(w) t with t = dz_row activation'.
Only t is made; diag(w) is applied to what follows from it, the finished gradients and the weights
of the layer itself, which are small. For a few examples the outer product is cheaper.

What helped, in the step of 64-32-1 or 64-128-64-32-1: diag(w) taken out, 0.71 instead of 1.24 ns
for each element below a single output; np.dot for a few examples, 1.6 times at m = 1, because it
starts 0.3 microseconds sooner than np.matmul and knows outer products; np.matmul for many, up to
1.2 times, because np.dot clears its result first; 1/m in the first dz instead of in all gradients.
What did not: examples as rows, where the products are as fast and each bias costs a pass.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from propbench.impls.contract import Array, Network

from .buffers import Block, Layers, Workspace, blocks_of
from .in_place import ACTIVATE, SLOPE
from .outputs import output_gradient, outputs, summed_loss

FEW = 100
"""Examples up to which the overhead of calls counts for more than passes over the elements."""


@dataclass
class State:
    """`part` holds the gradients of one block, `step` those times the learning rate.

    `share` is 1 / m; `below_single` is diag(w) times the weights below a single output, or None
    where that is not taken out of the product.
    """

    network: Network
    share: float
    product: Callable[..., Array]
    blocks: list[Block]
    parameters: Layers
    gradients: Layers
    part: Layers
    step: Array
    below_single: Array | None


def prepare(network: Network, parameters: dict[str, Array], x: Array, y: Array) -> State:
    m = x.shape[1]
    present, gradients, part = (Layers(network, x.dtype) for _ in range(3))
    single = network.sizes[-1] == 1 and len(network.sizes) > 2 and m > FEW
    state = State(
        network=network,
        share=1 / m,
        product=np.matmul if m > FEW else np.dot,
        blocks=blocks_of(network, x, y),
        parameters=present,
        gradients=gradients,
        part=part,
        step=np.empty_like(present.flat),
        below_single=np.empty_like(present.w[-2]) if single else None,
    )
    return load_parameters(state, parameters)


def load_parameters(state: State, parameters: dict[str, Array]) -> State:
    state.parameters.write(state.network, parameters)
    return state


def forward(state: State) -> State:
    with np.errstate(over="ignore"):
        for block in state.blocks:
            _forward_block(state, block, block.kept)
    return state


def backward(state: State) -> State:
    _begin(state)
    for index, block in enumerate(state.blocks):
        _backward_block(state, block, block.kept, index)
    return _finish(state)


def update(state: State, learning_rate: float) -> State:
    np.multiply(state.gradients.flat, learning_rate, out=state.step)
    np.subtract(state.parameters.flat, state.step, out=state.parameters.flat)
    return state


def train_step(state: State, learning_rate: float) -> State:
    _begin(state)
    with np.errstate(over="ignore"):
        for index, block in enumerate(state.blocks):
            _forward_block(state, block, block.shared)
            _backward_block(state, block, block.shared, index)
    return update(_finish(state), learning_rate)


def train(state: State, learning_rate: float, steps: int) -> State:
    for _ in range(steps):
        train_step(state, learning_rate)
    return state


def loss(state: State) -> float:
    output = state.network.output
    total = sum(summed_loss(output, block.z, block.p, block.y) for block in state.blocks)
    return total * state.share


def read_outputs(state: State) -> Array:
    return np.concatenate([block.p for block in state.blocks], axis=1)


def read_gradients(state: State) -> dict[str, Array]:
    return state.gradients.read(state.network, "d")


def read_parameters(state: State) -> dict[str, Array]:
    return state.parameters.read(state.network)


def _forward_block(state: State, block: Block, work: Workspace) -> None:
    network, wb, product = state.network, state.parameters.wb, state.product
    activate, below = ACTIVATE[network.activation], block.x_ones
    keeps_z = work.z is not work.a
    for layer, a in enumerate(work.a):
        product(wb[layer].T, below, out=a)
        if keeps_z:
            np.copyto(work.z[layer], a)
        activate(a, network.slope)
        below = work.a_ones[layer]
    np.dot(wb[-1].T, below, out=block.z)
    outputs(network.output, block.z, block.p)


def _backward_block(state: State, block: Block, work: Workspace, index: int) -> None:
    """Gradients of one block, added to those of the blocks before."""
    into = state.part if index else state.gradients
    dz, transposed = block.back.dz, block.back.transposed
    output_gradient(state.network.output, block.p, block.y, dz[-1])
    np.multiply(dz[-1], state.share, out=dz[-1])
    for layer in range(len(dz) - 1, 0, -1):
        np.copyto(transposed[layer], dz[layer].T)
        np.dot(work.a_ones[layer - 1], transposed[layer], out=into.wb[layer])
        _through_layer(state, block, work.z[layer - 1], layer)
    np.copyto(transposed[0], dz[0].T)
    np.dot(block.x_ones, transposed[0], out=into.wb[0])
    if index:
        np.add(state.gradients.flat, into.flat, out=state.gradients.flat)


def _through_layer(state: State, block: Block, kept: Array, layer: int) -> None:
    """dz of the layer below, from the activations between them, or from their z."""
    network, dz, w = state.network, block.back.dz, state.parameters.w[layer]
    above, below, slopes = dz[layer], dz[layer - 1], block.back.slopes[layer - 1]
    if state.below_single is not None:
        if above is dz[-1]:
            SLOPE[network.activation](kept, network.slope, below)
            np.multiply(below, above, out=below)
            return
        if above is dz[-2]:
            w = state.below_single
    state.product(w, above, out=below)
    SLOPE[network.activation](kept, network.slope, slopes)
    np.multiply(below, slopes, out=below)


def _begin(state: State) -> None:
    """diag(w) for the product that leads further down from the layer below a single output."""
    if state.below_single is not None:
        w_above, w_below = state.parameters.w[-1], state.parameters.w[-2]
        np.multiply(w_below, w_above.T, out=state.below_single)


def _finish(state: State) -> State:
    """diag(w) for the gradients below a single output."""
    if state.below_single is not None:
        below = state.gradients.wb[-2]
        np.multiply(below, state.parameters.w[-1].T, out=below)
    return state
