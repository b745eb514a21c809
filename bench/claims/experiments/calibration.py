"""Is an output a usable probability: Brier score and calibration error on fresh examples."""

from collections.abc import Iterable, Iterator, Mapping
from statistics import fmean

import numpy as np

from propbench.bench import initialisation
from propbench.bench.claims.evidence import Evidence
from propbench.bench.claims.experiments.outputs import LOG_ODDS
from propbench.bench.claims.experiments.tuned import REPORTING_SEEDS, TUNING_SEEDS, Runs
from propbench.bench.convergence.tasks import TASKS, Data
from propbench.bench.convergence.variants import Variant
from propbench.bench.convergence.variants.stack import backward, forward, stacked
from propbench.bench.numbers import significant
from propbench.bench.results import Observation
from propbench.impls.contract import Array, Network

QUANTITIES = ("brier", "calibration_error")
_FRESH, _FRESH_SEEDS_FROM = 2_000, 10_000
_BINS = 10


def observed(
    claim: str, factors: Mapping[str, str], hidden: tuple[int, ...], steps: int, runs: Runs
) -> Iterator[Observation]:
    """Both numbers of each reporting seed, at the rate that the runs of the tuning seeds choose.

    `factors` name the task, whose examples can be drawn afresh, and the output.
    """
    rate = best_rate(runs)
    p, y = _fresh(factors["task"], factors["output"], hidden, steps, rate)
    for seed, found, labels in zip(REPORTING_SEEDS, p, y, strict=True):
        where: dict[str, str | int | float] = {**factors, "rate": rate, "seed": seed}
        values = (brier(found, labels), calibration_error(found, labels))
        for quantity, value in zip(QUANTITIES, values, strict=True):
            yield Observation(claim=claim, quantity=quantity, factors=where, value=value)


def best_rate(runs: Runs) -> float:
    """The lowest mean over the tuning seeds; of equal ones the first."""
    rates = dict.fromkeys(rate for rate, _ in runs)
    return min(rates, key=lambda rate: sum(runs[rate, seed] for seed in TUNING_SEEDS))


def brier(p: Array, y: Array) -> float:
    """Mean squared distance of stated probabilities from labels of 0 and 1 (Brier 1950)."""
    return float(np.mean((p - y) ** 2))


def calibration_error(p: Array, y: Array) -> float:
    """Expected calibration error over ten bins of equal width (Naeini et al. 2015).

    The distance of the mean probability of a bin from its share of ones, by its share of examples.
    """
    bins = np.minimum((p * _BINS).astype(int), _BINS - 1)
    return float(abs(np.bincount(bins, p - y, _BINS)).sum() / p.size)


def _fresh(
    task: str, output: str, hidden: tuple[int, ...], steps: int, rate: float
) -> tuple[Array, Array]:
    """Stated probabilities and labels of fresh examples, (n_seeds, _FRESH), after the steps.

    Networks as in `outputs.iterations`.
    """
    field = TASKS[task]
    network, variant = Network(field.sizes(hidden), "tanh", field.output), Variant(output=output)
    starts = [initialisation.parameters(network, "glorot", seed) for seed in REPORTING_SEEDS]
    stack, rates = stacked(network, starts, variant), np.array(rate)
    x, y = _stacked(field.data(seed) for seed in REPORTING_SEEDS)
    for _ in range(steps):
        trace = forward(network, variant, stack, x)
        stack = stack.minus(rates, backward(network, variant, stack, trace, x, y))
    x, y = _stacked(field.draw(_FRESH, _FRESH_SEEDS_FROM + seed) for seed in REPORTING_SEEDS)
    z = forward(network, variant, stack, x).z[:, 0]
    return np.exp(-np.logaddexp(0, -LOG_ODDS[output] * z)), y[:, 0]


def _stacked(data: Iterable[Data]) -> Data:
    x, y = zip(*data, strict=True)
    return np.stack(x), np.stack(y)


def in_words(evidence: Evidence) -> str:
    """Means over the seeds, by task and output; nothing without observations."""
    scores, errors = (_means(evidence, quantity) for quantity in QUANTITIES)
    said = ", ".join(
        f"{output} on {task} {significant(score, 2)} ({significant(errors[task, output], 2)})"
        for (task, output), score in scores.items()
    )
    if not said:
        return ""
    return (
        " As probabilities of fresh examples, each after all its iterations at the rate that is "
        f"best for its errors, the outputs have these Brier scores (calibration errors): {said}."
    )


def _means(evidence: Evidence, quantity: str) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], list[float]] = {}
    for one in evidence.values(quantity):
        key = str(one.factors["task"]), str(one.factors["output"])
        found.setdefault(key, []).append(one.value)
    return {key: fmean(values) for key, values in found.items()}
