"""C4: with linear activations the network computes a linear function whatever its depth."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import product

from propbench.bench.claims import rounding
from propbench.bench.claims.evidence import Evidence
from propbench.bench.claims.experiments.installed import without_frameworks
from propbench.bench.claims.experiments.linear import collapse
from propbench.bench.claims.experiments.optimum import HEADLINE, Runs, result
from propbench.bench.claims.experiments.underflow import DEEPEST, departure, exclusive_or_right
from propbench.bench.claims.observed import (
    Series,
    by_seed,
    observation,
    part,
    points_cell,
    ratio_cell,
    rows,
    unchanged,
)
from propbench.bench.claims.registration import Cell, Forecast, Part, Registration
from propbench.bench.claims.words import ratio_words
from propbench.bench.convergence.races import Race
from propbench.bench.numbers import power
from propbench.bench.results import Observation
from propbench.impls import Implementation

REGISTRATION = Registration(
    id="C4",
    title="Linear activations make depth useless",
    taught="With linear activations the network computes a linear function whatever its depth.",
    rule=(
        "Function: a cell supports when outputs differ from W_L ... W_1 x + b by at most 1e-12 of "
        "the largest output, when the rank of the outputs is at most the narrowest layer, and when "
        "test accuracy is within one point of logistic regression's (95 % interval). Training: it "
        "supports when the 95 % interval of iterations to the convex optimum plus 0.001 nats "
        "(0.01 on digits), deep over one layer, lies within 0.8 to 1.25, and contradicts when it "
        "lies outside. "
        "Precision: it supports when f(a+b) - f(a) - f(b) stays within rounding (100 units of it) "
        "and contradicts when it passes 1 % of f."
    ),
    forecast=Forecast(
        "The function is linear to rounding in every network with ordinary weights, so that depth "
        "adds no accuracy. Training is not the same: deeper is slower or faster by the task, "
        "eight layers mostly slower. Near underflow a linear network is not linear at any "
        "precision.",
        {"supported": 0.1, "not supported": 0.05, "depends": 0.8, "inconclusive": 0.05},
    ),
)

_LAYERS = (1, 2, 3, 8)
"""Of the networks that are trained; all but the last are 16 wide."""
_BUDGETS = {"xor": 100, "moons": 100, "digits_even": 500}
_PARTS = {
    "quick": (("xor",), (1, 2)),
    "standard": (("xor", "moons"), _LAYERS),
    "full": (("xor", "moons", "digits_even"), _LAYERS),
}
"""Tasks and layers of each profile."""

_COLLAPSED = (1, 2, 4, 8, 16)
_BOTTLENECKS = (1, 2, 4, 8)
_EXACT = 1e-12
_BITS = (24, 16, 12, 8, 6, 4, 2, 0, -2)
"""Binary digits that are left above underflow."""

_QUESTIONS = {
    "function": "Does depth add anything to the function?",
    "accuracy": "Is a deep linear network as accurate as logistic regression?",
    "training": "Does depth do nothing to training?",
}

_seen = partial(observation, REGISTRATION.id)


def races(profile: str) -> tuple[Race, ...]:  # noqa: ARG001
    """None: their targets are losses that no linear function reaches."""
    return ()


def measure(profile: str) -> Iterator[Observation]:
    """Iterations to the convex optimum, and accuracy there, of networks of linear layers."""
    tasks, layers = _PARTS[profile]
    for task, n_layers in product(tasks, layers):
        found = result(Runs(task, (16,) * (n_layers - 1), "glorot", _BUDGETS[task]))
        where: dict[str, str | int | float] = {"task": task, "layers": n_layers}
        yield _seen("learning_rate", where, found.learning_rate)
        for distance, iterations in found.iterations.items():
            for seed, value in enumerate(iterations):
                yield _seen("iterations", where | {"distance": distance, "seed": seed}, value)
        for seed, share in enumerate(found.accuracy):
            yield _seen("accuracy", where | {"seed": seed}, share)


def measure_here(profile: str) -> Iterator[Observation]:  # noqa: ARG001
    """What is left of linearity after the rounding of each implementation."""
    for one in without_frameworks():
        where: dict[str, str | int] = {"implementation": one.name}
        for layers in _COLLAPSED:
            error = collapse(one, (16,) * (layers + 1), 0).error
            yield _seen("collapse_error", where | {"layers": layers}, error)
        for width in _BOTTLENECKS:
            found = collapse(one, (16, 16, width, 16, 16), 0)
            yield _seen("beyond_rank", where | {"narrowest": width}, found.beyond)
            yield _seen("at_rank", where | {"narrowest": width}, found.inside)
        for dtype in one.dtypes:
            yield from _departures(one, dtype)
    yield from _departures(None, "float16")


def judge(evidence: Evidence) -> tuple[Part, ...]:
    return (
        _function(evidence),
        _accuracy(evidence),
        _training(evidence),
        rounding.precision(evidence, REGISTRATION.share),
    )


def _departures(one: Implementation | None, dtype: str) -> Iterator[Observation]:
    where = {"implementation": one.name if one else "numpy", "dtype": dtype}
    yield _seen("departure", where | {"bits": "all"}, departure(one, None, dtype, 0))
    for bits in _BITS:
        if bits < DEEPEST[dtype]:
            yield _seen("departure", where | {"bits": bits}, departure(one, bits, dtype, 0))
    yield _seen("exclusive_or_right", where, exclusive_or_right(one, dtype))


def _function(evidence: Evidence) -> Part:
    errors, beyond = evidence.values("collapse_error"), evidence.values("beyond_rank")
    cells = [_exact(one, "layers", "outputs") for one in errors]
    cells += [_exact(one, "narrowest", "rank") for one in beyond]
    answer = ""
    if cells:
        answer = (
            f"At most {power(max(one.value for one in errors))} of the largest output is between "
            f"networks of up to {max(_COLLAPSED)} layers and the one layer W_L ... W_1 x + b, and "
            f"at most {power(max(one.value for one in beyond))} of the outputs' largest singular "
            "value lies outside the rank of the narrowest layer. "
            f"The smallest inside it is {power(min(o.value for o in evidence.values('at_rank')))}."
        )
    return _part("function", cells, answer, rows(evidence, "collapse_error", "beyond_rank"))


def _exact(one: Observation, factor: str, what: str) -> Cell:
    factors = {
        "implementation": str(one.factors["implementation"]),
        "of": what,
        "width or layers": str(one.factors[factor]),
    }
    return Cell(factors, "supports" if one.value <= _EXACT else "contradicts")


def _accuracy(evidence: Evidence) -> Part:
    cells = [
        points_cell(deep, flat, {"task": task, "layers": str(layers)})
        for task, layers in product(_BUDGETS, _LAYERS[1:])
        if (deep := by_seed(evidence, "accuracy", task=task, layers=layers))
        and (flat := by_seed(evidence, "accuracy", task=task, layers=1))
    ]
    told = "; ".join(f"{c.factors['task']}, {c.factors['layers']} layers: {c.note}" for c in cells)
    answer = f"Accuracy on unseen examples less that of logistic regression: {told}."
    return _part("accuracy", cells, answer, rows(evidence, "accuracy"))


def _training(evidence: Evidence) -> Part:
    cells = []
    for task, layers in product(_BUDGETS, _LAYERS[1:]):
        at = {"task": task, "distance": HEADLINE[task]}
        deep = by_seed(evidence, "iterations", layers=layers, **at)
        flat = by_seed(evidence, "iterations", layers=1, **at)
        if deep and flat:
            factors = {"task": task, "layers": str(layers)}
            cells.append(unchanged(ratio_cell(deep, flat, _BUDGETS[task], factors)))
    told = "; ".join(
        f"{cell.factors['task']}, {cell.factors['layers']} layers: {ratio_words(cell.ratio)}, "
        f"{cell.note}"
        for cell in cells
        if cell.ratio is not None
    )
    answer = (
        "Iterations to the loss of the best linear function (plus 0.001 nats, on digits 0.01), "
        f"over those of a single layer, each at its own best learning rate: {told}."
    )
    return _part("training", cells, answer, rows(evidence, "iterations", "learning_rate"))


def _part(name: str, cells: Sequence[Cell], answer: str, series: Series) -> Part:
    return part((name, _QUESTIONS[name]), cells, answer, REGISTRATION.share, series)
