"""Forward, backward, update and training step of convolutional networks."""

from functools import lru_cache, partial
from math import prod

from propbench.bench import ceilings as machine
from propbench.bench.cases import Case
from propbench.bench.descriptions import Described
from propbench.bench.grid import NETWORK_PHASES
from propbench.bench.oracle import Answer, convolution_reference
from propbench.bench.problems import EDGES
from propbench.bench.subjects.conv.problem import (
    check_not_degenerate,
    known_network,
    problem,
)
from propbench.bench.timing.network_call import CHECK_RATE, NetworkCall
from propbench.impls import Implementation
from propbench.impls.contract import Array
from propbench.impls.contract.conv import KERNEL

PHASES = NETWORK_PHASES
COMPILE_S = 12.0
"""Of contenders with loops of their own: from 5 of plain loops to 17 of fused ones."""


def supported(implementation: Described, case: Case) -> bool:  # noqa: ARG001
    return implementation.has("conv")


def make_call(implementation: Implementation, case: Case, seed: int) -> NetworkCall:
    return NetworkCall(implementation, case.phase, partial(problem, case), seed)


def answer(case: Case, seed: int) -> Answer:
    return _answer(case.network, case.activation, case.m, case.dtype, seed)


@lru_cache(maxsize=2)
def _answer(network: str, activation: str, m: int, dtype: str, seed: int) -> Answer:
    """Kept while neighbours share it: implementations and phases have one answer."""
    given = problem(Case("oracle", network, activation, "train_step", m, dtype), seed)
    right = convolution_reference(given, CHECK_RATE)
    if seed != EDGES:
        check_not_degenerate(given, right)
    return right.expected, right.bound


def inputs(case: Case) -> tuple[str, list[Array]]:
    given = problem(case)
    return str(given.network), [*given.parameters.w, *given.parameters.b, given.x, given.y]


def multiply_adds(case: Case) -> float:
    """Of a plain convolution with its border of zeros; the first layer passes nothing down."""
    network = known_network(case.network)
    hidden = [
        KERNEL**2 * layer.c_in * layer.c_out * layer.height * layer.width
        for layer in network.layers
    ]
    once = sum(hidden) + network.features * network.n_outputs
    weights = sum(prod(shape) for name, shape in network.shapes.items() if name.startswith("w"))
    return {
        "forward": 1.0 * once * case.m,
        "backward": 1.0 * (2 * once - hidden[0]) * case.m,
        "update": 1.0 * weights,
        "train_step": 1.0 * (3 * once - hidden[0]) * case.m + weights,
    }[case.phase]


def elements(case: Case) -> float:
    if case.phase == "update":
        return 0.0
    network, passes = known_network(case.network), 3 if case.phase == "train_step" else 1
    z = sum(layer.c_out * layer.height * layer.width for layer in network.layers)
    return float(passes * (z + network.n_outputs) * case.m)


def ceilings(case: Case) -> list[Case]:
    return machine.tiles(case)
