"""What the subjects of all kinds of networks but dense ones do alike."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from math import prod
from typing import Generic, TypeVar

import numpy as np

from propbench.bench.cases import Case
from propbench.bench.descriptions import Described
from propbench.bench.initialisation import scale_of
from propbench.bench.oracle import Answer, Reference
from propbench.bench.own_network import examples
from propbench.bench.parameters import Parameters
from propbench.bench.problems import (
    BIAS,
    EDGES,
    SEED,
    DegenerateProblemError,
    Problem,
    at_edges,
    dataset,
    has_subnormals,
)
from propbench.bench.timing.network_call import CHECK_RATE, NetworkCall
from propbench.impls import Implementation
from propbench.impls.contract import Array, Convolutional, Recurrent

DATASET = "digits_classes"

N = TypeVar("N", Convolutional, Recurrent)


@dataclass(frozen=True, eq=False)
class Kind(Generic[N]):
    """A kind of network: what its cases compute on, which answer is right, what is useless.

    Its methods of the names of a subject are that subject's functions.
    """

    file: str
    """Of the kind, in an implementation."""
    adjective: str
    networks: Mapping[str, N]
    rule: str
    """Of the initial weights."""
    reference: Callable[[Problem[N], float], Reference]
    idle: Callable[[Problem[N], Reference], str]
    """Why a problem does not exercise the hidden units, or an empty string."""
    described: Callable[[str], N | None] = lambda _: None
    """The network of somebody's own that a name describes; None where it describes none."""
    balance: Callable[[N, Mapping[str, Array]], None] = lambda _, __: None
    """Makes weights that were drawn for such a network fit any number of its layers and units."""

    def supported(self, implementation: Described, case: Case) -> bool:  # noqa: ARG002
        return implementation.has(self.file)

    def make_call(self, implementation: Implementation, case: Case, seed: int) -> NetworkCall:
        return NetworkCall(implementation, case.phase, partial(self.problem, case), seed)

    def answer(self, case: Case, seed: int) -> Answer:
        return _answer(self, case.network, case.activation, case.m, case.dtype, seed)

    def inputs(self, case: Case) -> tuple[str, list[Array]]:
        given: Problem[N] = self.problem(case)
        return str(given.network), [*given.parameters.w, *given.parameters.b, given.x, given.y]

    def ceilings(self, case: Case) -> list[Case]:  # noqa: ARG002
        return []

    def find(self, name: str) -> N | None:
        """One of the grid's, or one that its name describes."""
        return self.networks.get(name) or self.described(name)

    def known(self, name: str) -> N:
        """The same. Raises LookupError listing the known."""
        network = self.find(name)
        if network is None:
            known = ", ".join(self.networks)
            raise LookupError(f"no {self.adjective} network {name!r}: there are {known}")
        return network

    def network_of(self, case: Case) -> N:
        """The contract's network of a case. Raises LookupError on a name or activation."""
        network = self.known(case.network)
        if case.activation != network.activation:
            raise LookupError(f"{case.network} has {network.activation}, not {case.activation!r}")
        return network

    def problem(self, case: Case, seed: int = SEED) -> Problem[N]:
        """Examples, and weights that were drawn; `seed` changes the weights alone.

        The grid's networks see digits, those of somebody's own random numbers.
        """
        network, draw = self.network_of(case), np.random.default_rng(seed)
        scale = scale_of(self.rule)
        drawn = {
            name: draw.standard_normal(shape)
            * (scale(shape[1], shape[0]) if name[0] == "w" else BIAS)
            for name, shape in network.shapes.items()
        }
        if case.network in self.networks:
            x, y = dataset(DATASET, case.m, SEED, case.dtype)
        else:
            n_in, n_out = network.x_shape[0], network.n_outputs
            assert n_in is not None
            x, y = examples.drawn(n_in, n_out, network.output, case.m, case.dtype)
            self.balance(network, drawn)
        parameters = Parameters.of({name: p.astype(case.dtype) for name, p in drawn.items()})
        return Problem(network, at_edges(parameters) if seed == EDGES else parameters, x, y)

    def check_not_degenerate(self, given: Problem[N], right: Reference) -> None:
        """Raise DegenerateProblemError, saying why, unless the problem exercises the code."""
        z, a = right.forward
        arrays = {"x": given.x, **{f"z[{step}]": array for step, array in enumerate(z)}}
        arrays |= right.states
        arrays |= {name: array for name, array in right.expected.items() if name.startswith("d")}
        for name, array in arrays.items():
            if has_subnormals(array.astype(given.x.dtype)):
                raise DegenerateProblemError(f"{name} has subnormal numbers, which are slow")
        for reason in filter(None, (self.idle(given, right), given.saturation(a[-1]))):
            raise DegenerateProblemError(reason)

    def multiply_adds(self, case: Case, forward: int, backward: int) -> float:
        """Of a case's phase; `forward` and `backward` are those of an example."""
        shapes = self.known(case.network).shapes
        weights = sum(prod(shape) for name, shape in shapes.items() if name.startswith("w"))
        return {
            "forward": 1.0 * forward * case.m,
            "backward": 1.0 * backward * case.m,
            "update": 1.0 * weights,
            "train_step": 1.0 * (forward + backward) * case.m + weights,
        }[case.phase]

    def elements(self, case: Case, hidden: int) -> float:
        """Of a case's phase, with so many numbers of an example activated on the way."""
        if case.phase == "update":
            return 0.0
        passes = 3 if case.phase == "train_step" else 1
        return float(passes * (hidden + self.known(case.network).n_outputs) * case.m)


@lru_cache(maxsize=2)
def _answer(kind: Kind[N], network: str, activation: str, m: int, dtype: str, seed: int) -> Answer:
    """Kept while neighbours share it: implementations and phases have one answer."""
    case = Case("oracle", network, activation, "train_step", m, dtype, subject=kind.file)
    given = kind.problem(case, seed)
    right = kind.reference(given, CHECK_RATE)
    if seed != EDGES:
        kind.check_not_degenerate(given, right)
    return right.expected, right.bound
