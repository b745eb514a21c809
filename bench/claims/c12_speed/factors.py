"""What total time is made of: ratios of seconds of a step, and of iterations."""

import math
from collections.abc import Iterator, Mapping
from statistics import median

import numpy as np

from propbench.bench.claims.c12_speed.registration import COURSE
from propbench.bench.claims.referee.comparing import ArmPair, compare, headline
from propbench.bench.claims.referee.comparison import ArmComparison, compared, finding
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.shared.seconds import seconds_cell
from propbench.bench.claims.shared.settings import step, timed
from propbench.bench.statistics import product
from propbench.bench.statistics.pooling import Effect
from propbench.bench.training.arms import RELU, SIGMOID
from propbench.bench.training.rulesets import R1

SLOWEST = "python_loops"

CHAIN = ("implementation", "cost of a step", "iterations")
"""Factors of total time, from textbook loops with sigmoid to the fastest with ReLU."""

ByFactor = Mapping[str, ArmComparison]


def factors(evidence: Evidence, best: str) -> dict[str, ArmComparison]:
    """A comparison for each factor that was measured, by its name; `best` is an implementation."""
    return {each.factors["factor"]: each for each in (*_timed(evidence, best), *_raced(evidence))}


def multiplied(measured: ByFactor, best: str) -> Iterator[ArmComparison]:
    """The factors of CHAIN as one; nothing unless all of them are known."""
    parts = [measured[name] for name in CHAIN if name in measured]
    ratios = [part.ratio for part in parts if part.ratio is not None]
    effects = [part.effect for part in parts if part.effect is not None]
    if len(ratios) < len(CHAIN):
        return
    ratio = product(ratios)
    effect = Effect.product(effects) if len(effects) == len(CHAIN) else None
    ends = {"from": f"{SLOWEST}, sigmoid", "to": f"{best}, relu"}
    bound = measured[CHAIN[-1]].bound
    yield ArmComparison(ends, finding(ratio), ratio, effect=effect, bound=bound)


def fastest(evidence: Evidence) -> str:
    """Of one thread, where both activations were timed; the textbook loops where none was."""
    best, least = SLOWEST, math.inf
    suffix = f"-{step('', 'relu').id}"
    for case in evidence.samples:
        name = case.removesuffix(suffix)
        if name != case and step(name, "sigmoid").id in evidence.samples:
            middle = median(evidence.seconds(case).values())
            best, least = (name, middle) if middle < least else (best, least)
    return best


def _timed(evidence: Evidence, best: str) -> Iterator[ArmComparison]:
    """Factors that are seconds of a step over seconds of a step; the cores by ReLU."""
    slowest, sigmoid, relu = step(SLOWEST, "sigmoid"), step(best, "sigmoid"), step(best, "relu")
    pairs = {
        "implementation": (slowest.id, sigmoid.id),
        "cost of a step": (sigmoid.id, relu.id),
        "cores": (relu.id, _on_all_cores(evidence, best)),
    }
    for name, pair in pairs.items():
        ratio = evidence.seconds_ratio(*pair)
        if ratio is not None:
            yield seconds_cell(ratio, {"factor": name})


def _on_all_cores(evidence: Evidence, best: str) -> str:
    """The step of its configuration for all cores; empty where none was timed.

    How many cores that are is for the machine that was timed to say: another one may be judging.
    """
    stem = step(best.replace(":serial", ":parallel"), "relu").id.removesuffix("1t")
    own = (case for case in evidence.samples if case.startswith(stem) and case.endswith("-open"))
    return next(own, "")


def _raced(evidence: Evidence) -> Iterator[ArmComparison]:
    """Factors that are iterations over iterations: of the activation, and of tuning ReLU's rate.

    Untuned is ReLU with the rate and the weights of `COURSE`.
    """
    tuned, course = (evidence.finishes.get(timed("shallow", rules)) for rules in (R1, COURSE))
    if tuned:
        yield compare(ArmPair(tuned, SIGMOID.name, RELU.name, {"factor": "iterations"}))
    if tuned and course:
        slow, fast = (
            np.asarray(end.entrants[RELU.name].times(headline(end)), np.float64)
            for end in (course, tuned)
        )
        budget = tuned.entrants[RELU.name].max_iterations
        yield compared(slow, fast, budget, {"factor": "tuning"})
