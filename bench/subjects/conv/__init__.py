"""Forward, backward, update and training step of convolutional networks."""

from collections.abc import Mapping

import numpy as np

from propbench.bench import ceilings as machine
from propbench.bench.cases import Case
from propbench.bench.grid import NETWORK_PHASES
from propbench.bench.oracle import Float64, Reference, convolution_reference
from propbench.bench.other_kinds import IMAGE_NETWORKS
from propbench.bench.problems import FEWEST_UNITS, QUIET, Problem
from propbench.bench.subjects._network import Kind
from propbench.bench.subjects.conv.own import network_named
from propbench.impls.contract import Array, Convolutional
from propbench.impls.contract.conv import KERNEL

PHASES = NETWORK_PHASES
COMPILE_S = 12.0
"""Of contenders with loops of their own: from 5 of plain loops to 24 of fused ones."""
FEW = 10
"""Examples below which a channel may be off in all of them."""
FEWEST_CHANNELS = 4
"""Of fewer, or of fewer than FEWEST_UNITS values, the share that is active says nothing."""


def multiply_adds(case: Case) -> float:
    """Those that have to be made: not with the border of zeros, which takes a third of a plain
    convolution's in images of 4 by 4. The first layer passes nothing down."""
    network = KIND.known(case.network)
    hidden = [
        layer.c_in * layer.c_out * _inside(layer.height) * _inside(layer.width)
        for layer in network.layers
    ]
    forward = sum(hidden) + network.features * network.n_outputs
    return KIND.multiply_adds(case, forward, 2 * forward - hidden[0])


def _inside(size: int) -> int:
    """Pairs of a pixel and a place of the kernel over it that is in the image, along one side."""
    reach = KERNEL // 2
    return sum(max(size - abs(step), 0) for step in range(-reach, reach + 1))


def elements(case: Case) -> float:
    layers = KIND.known(case.network).layers
    return KIND.elements(case, sum(layer.c_out * layer.height * layer.width for layer in layers))


def _idle(given: Problem[Convolutional], right: Reference) -> str:
    z, a = right.forward
    return _inactive(given.network, z[:-1]) or _dead(given, a[:-1])


def _inactive(network: Convolutional, z: list[Float64]) -> str:
    for layer, array in enumerate(z):
        active = float(np.mean(array > 0))
        telling = network.channels[layer] >= FEWEST_CHANNELS and array.size >= FEWEST_UNITS
        if telling and not 0.2 <= active <= 0.8:
            return f"{active:.0%} of the ReLU of layer {layer} are active, not 20-80 %"
    return ""


def _dead(given: Problem[Convolutional], a: list[Float64]) -> str:
    """Channels that are 0 everywhere pass no gradient, so that nobody sees what they would do."""
    for layer, array in enumerate(a):
        channels: Array = array.reshape(given.network.channels[layer], -1)
        dead = np.flatnonzero(~(channels > 0).any(axis=1))
        if dead.size and given.x.shape[1] >= FEW:
            return f"channel {dead[0]} of layer {layer} is never active"
    return ""


def _balance(network: Convolutional, drawn: Mapping[str, Array]) -> None:
    """Kernels that sum to 0, so that about half of the ReLU are active however deep the network,
    and small last weights, so that the outputs are not saturated."""
    for layer in range(len(network.channels)):
        kernels = drawn[f"w{layer}"].reshape(-1, KERNEL**2)
        kernels -= kernels.mean(axis=1, keepdims=True)
    drawn[f"w{len(network.channels)}"] *= QUIET


def ceilings(case: Case) -> list[Case]:
    return machine.tiles(case)


KIND = Kind(
    file="conv",
    adjective="convolutional",
    networks=IMAGE_NETWORKS,
    rule="he",
    reference=convolution_reference,
    idle=_idle,
    described=network_named,
    balance=_balance,
)
supported, make_call, answer = KIND.supported, KIND.make_call, KIND.answer
inputs, problem = KIND.inputs, KIND.problem
