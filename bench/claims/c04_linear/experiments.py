"""C4: linear networks trained to the convex optimum, and what rounding leaves of linearity."""

from collections.abc import Iterator
from itertools import product

from propbench.bench.claims.c04_linear.underflow import DEEPEST, departure, exclusive_or_right
from propbench.bench.claims.referee.registration import Factors, Measurement
from propbench.bench.claims.shared.implementations import without_frameworks
from propbench.bench.claims.shared.linear import collapse
from propbench.bench.claims.shared.optimum import BUDGETS, Runs, result
from propbench.impls import Implementation

LAYERS = (1, 2, 3, 8)
"""Of the networks that are trained; all but the last are 16 wide."""

_PARTS = {
    "quick": (("moons",), (1, 2)),
    "standard": (("moons",), LAYERS),
    "full": (tuple(BUDGETS), LAYERS),
}
"""Tasks and layers of each profile."""

COLLAPSED = (1, 2, 4, 8, 16)

_BOTTLENECKS = (1, 2, 4, 8)

_BITS = (24, 16, 12, 8, 6, 4, 2, 0, -2)
"""Binary digits that are left above underflow."""


def measure(profile: str) -> Iterator[Measurement]:
    """Iterations to the convex optimum, and accuracy there, of networks of linear layers."""
    tasks, layers = _PARTS[profile]
    for task, n_layers in product(tasks, layers):
        reached = result(Runs(task, (16,) * (n_layers - 1), "glorot", BUDGETS[task]))
        where: Factors = {"task": task, "layers": n_layers}
        yield Measurement("learning_rate", where, reached.learning_rate)
        for seed, value in enumerate(reached.iterations):
            yield Measurement("iterations", {**where, "seed": seed}, value)
        for seed, share in enumerate(reached.accuracy):
            yield Measurement("accuracy", {**where, "seed": seed}, share)


def measure_here(profile: str) -> Iterator[Measurement]:  # noqa: ARG001
    """What is left of linearity after the rounding of each implementation."""
    for implementation in without_frameworks():
        where: Factors = {"implementation": implementation.name}
        for layers in COLLAPSED:
            error = collapse(implementation, (16,) * (layers + 1), 0).error
            yield Measurement("collapse_error", {**where, "layers": layers}, error)
        for width in _BOTTLENECKS:
            narrow = collapse(implementation, (16, 16, width, 16, 16), 0)
            yield Measurement("beyond_rank", {**where, "narrowest": width}, narrow.beyond)
            yield Measurement("at_rank", {**where, "narrowest": width}, narrow.inside)
        for dtype in implementation.dtypes:
            yield from _departures(implementation, dtype)
    yield from _departures(None, "float16")


def _departures(implementation: Implementation | None, dtype: str) -> Iterator[Measurement]:
    name = implementation.name if implementation else "numpy"
    where: Factors = {"implementation": name, "dtype": dtype}
    whole = departure(implementation, None, dtype, 0)
    yield Measurement("departure", {**where, "bits": "all"}, whole)
    for bits in _BITS:
        if bits < DEEPEST[dtype]:
            value = departure(implementation, bits, dtype, 0)
            yield Measurement("departure", {**where, "bits": bits}, value)
    yield Measurement("exclusive_or_right", where, exclusive_or_right(implementation, dtype))
