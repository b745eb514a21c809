"""Images with seeded weights, and what makes such a problem useless for timing.

The grid's networks see digits. One of somebody's own sees random numbers, and any number of layers
and filters must do: there each kernel sums to 0, so that about half of the ReLU are active however
deep the network, and the last weights are small, so that the outputs are not saturated.
"""

from collections.abc import Mapping
from math import prod

import numpy as np

from propbench.bench.cases import Case
from propbench.bench.grid import IMAGE_NETWORKS
from propbench.bench.initialisation import scale_of
from propbench.bench.oracle import Float64, Reference
from propbench.bench.own_network import examples
from propbench.bench.parameters import Parameters
from propbench.bench.problems import (
    BIAS,
    EDGES,
    FEWEST_UNITS,
    QUIET,
    SEED,
    DegenerateProblemError,
    Problem,
    at_edges,
    dataset,
    has_subnormals,
)
from propbench.bench.subjects.conv.own import network_named
from propbench.impls.contract import Array, Convolutional
from propbench.impls.contract.conv import KERNEL

DATASET = "digits_classes"
FEW = 10
"""Examples below which a channel may be off in all of them."""
FEWEST_CHANNELS = 4
"""Of fewer, or of fewer than FEWEST_UNITS values, the share that is active says nothing."""


def known_network(name: str) -> Convolutional:
    """One of the grid's, or one that its name describes. Raises LookupError listing the known."""
    network = IMAGE_NETWORKS.get(name) or network_named(name)
    if network is None:
        known = ", ".join(IMAGE_NETWORKS)
        raise LookupError(f"no convolutional network {name!r}: there are {known}")
    return network


def network_of(case: Case) -> Convolutional:
    """The contract's network of a case. Raises LookupError listing the known."""
    network = known_network(case.network)
    if case.activation != network.activation:
        raise LookupError(f"{case.network} has {network.activation}, not {case.activation!r}")
    return network


def problem(case: Case, seed: int = SEED) -> Problem[Convolutional]:
    """The data and weights of a case, weights by He's rule; `seed` changes the weights alone."""
    network, draw = network_of(case), np.random.default_rng(seed)
    scale = scale_of("he")
    drawn = {
        name: draw.standard_normal(shape) * (scale(shape[1], shape[0]) if name[0] == "w" else BIAS)
        for name, shape in network.shapes.items()
    }
    if case.network in IMAGE_NETWORKS:
        x, y = dataset(DATASET, case.m, SEED, case.dtype)
    else:
        n_in = prod(network.image)
        x, y = examples.drawn(n_in, network.n_outputs, network.output, case.m, case.dtype)
        _balance(network, drawn)
    parameters = Parameters.of({name: array.astype(case.dtype) for name, array in drawn.items()})
    return Problem(network, at_edges(parameters) if seed == EDGES else parameters, x, y)


def _balance(network: Convolutional, drawn: Mapping[str, Array]) -> None:
    """Kernels that sum to 0, and small last weights."""
    for layer in range(len(network.channels)):
        kernels = drawn[f"w{layer}"].reshape(-1, KERNEL**2)
        kernels -= kernels.mean(axis=1, keepdims=True)
    drawn[f"w{len(network.channels)}"] *= QUIET


def check_not_degenerate(given: Problem[Convolutional], right: Reference) -> None:
    """Raise DegenerateProblemError, saying why, unless the problem exercises the code."""
    z, a = right.forward
    steps = {"x": given.x, **{f"z[{layer}]": array for layer, array in enumerate(z)}}
    steps |= {name: array for name, array in right.expected.items() if name.startswith("d")}
    for name, array in steps.items():
        if has_subnormals(array.astype(given.x.dtype)):
            raise DegenerateProblemError(f"{name} has subnormal numbers, which are slow")
    reasons = [_inactive(given.network, z[:-1]), _dead(given, a[:-1]), given.saturation(a[-1])]
    for reason in filter(None, reasons):
        raise DegenerateProblemError(reason)


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
