"""Forward, backward, update and training step of dense networks."""

from functools import lru_cache, partial
from itertools import pairwise

from propbench.bench import ceilings as machine
from propbench.bench.cases import Case
from propbench.bench.descriptions import Described
from propbench.bench.grid import NETWORK_PHASES, spec_named
from propbench.bench.oracle import Answer, reference
from propbench.bench.problems import EDGES, check_not_degenerate, problem
from propbench.bench.timing.network_call import CHECK_RATE, NetworkCall
from propbench.impls import Implementation
from propbench.impls.contract import Array

PHASES = NETWORK_PHASES


def supported(implementation: Described, case: Case) -> bool:  # noqa: ARG001
    return implementation.has("dense")


def make_call(implementation: Implementation, case: Case, seed: int) -> NetworkCall:
    return NetworkCall(implementation, case.phase, partial(problem, case), seed)


def answer(case: Case, seed: int) -> Answer:
    return _answer(case.network, case.activation, case.m, case.dtype, seed)


@lru_cache(maxsize=3)
def _answer(network: str, activation: str, m: int, dtype: str, seed: int) -> Answer:
    """Kept while neighbours share it: implementations and phases have one answer."""
    given = problem(Case("oracle", network, activation, "train_step", m, dtype), seed)
    right = reference(given, CHECK_RATE)
    if seed != EDGES:
        check_not_degenerate(given.network, given.x, right.forward)
    return right.expected, right.bound


def inputs(case: Case) -> tuple[str, list[Array]]:
    given = problem(case)
    return str(given.network), [*given.parameters.w, *given.parameters.b, given.x, given.y]


def multiply_adds(case: Case) -> float:
    sizes = spec_named(case.network).sizes
    weights = sum(n_in * n_out for n_in, n_out in pairwise(sizes))
    return {
        "forward": 1.0 * weights * case.m,
        "backward": 1.0 * (2 * weights - sizes[0] * sizes[1]) * case.m,
        "update": 1.0 * weights,
        "train_step": 1.0 * (3 * weights - sizes[0] * sizes[1]) * case.m + weights,
    }[case.phase]


def elements(case: Case) -> float:
    if case.phase == "update":
        return 0.0
    passes = 3 if case.phase == "train_step" else 1
    return float(passes * sum(spec_named(case.network).sizes[1:]) * case.m)


def ceilings(case: Case) -> list[Case]:
    return [*machine.products(case), *machine.triads(case)]
