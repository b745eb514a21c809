"""Forward, backward, update and training step of convolutional networks."""

import numpy as np

from propbench.bench.cases import Case
from propbench.bench.grid import NETWORK_PHASES
from propbench.bench.oracle import Float64, Reference, convolution_reference
from propbench.bench.other_kinds import IMAGE_NETWORKS
from propbench.bench.problems import Problem
from propbench.bench.subjects._network import Kind
from propbench.impls.contract import Array, Convolutional
from propbench.impls.contract.conv import KERNEL

PHASES = NETWORK_PHASES
COMPILE_S = 12.0
"""Of contenders with loops of their own: from 5 of plain loops to 17 of fused ones."""
FEW = 10
"""Examples below which a channel may be off in all of them."""


def multiply_adds(case: Case) -> float:
    """Of a plain convolution with its border of zeros; the first layer passes nothing down."""
    network = KIND.network_of(case)
    hidden = [
        KERNEL**2 * layer.c_in * layer.c_out * layer.height * layer.width
        for layer in network.layers
    ]
    forward = sum(hidden) + network.features * network.n_outputs
    return KIND.multiply_adds(case, forward, 2 * forward - hidden[0])


def elements(case: Case) -> float:
    layers = KIND.network_of(case).layers
    return KIND.elements(case, sum(layer.c_out * layer.height * layer.width for layer in layers))


def _idle(given: Problem[Convolutional], right: Reference) -> str:
    z, a = right.forward
    return _inactive(z[:-1]) or _dead(given, a[:-1])


def _inactive(z: list[Float64]) -> str:
    for layer, array in enumerate(z):
        active = float(np.mean(array > 0))
        if not 0.2 <= active <= 0.8:
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


KIND = Kind("conv", "convolutional", IMAGE_NETWORKS, "he", convolution_reference, _idle)
supported, make_call, answer = KIND.supported, KIND.make_call, KIND.answer
inputs, ceilings = KIND.inputs, KIND.ceilings
