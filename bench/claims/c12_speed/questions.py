"""C12: which factors cut the time, and is their product what training takes?"""

from collections.abc import Iterator, Mapping
from statistics import median

import numpy as np

from propbench.bench.claims.c12_speed import trial_counts
from propbench.bench.claims.c12_speed.experiments import DIRECT
from propbench.bench.claims.c12_speed.registration import COURSE
from propbench.bench.claims.c12_speed.whole_runs import believed
from propbench.bench.claims.referee.answering import answered
from propbench.bench.claims.referee.comparing import ArmPair, compare, headline
from propbench.bench.claims.referee.comparison import ArmComparison, compared
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question, Series
from propbench.bench.claims.referee.words import Word
from propbench.bench.claims.shared.seconds import seconds_cell
from propbench.bench.claims.shared.settings import step, timed
from propbench.bench.statistics import product
from propbench.bench.training.arms import RELU, SIGMOID
from propbench.bench.training.races import Entrant, Finish
from propbench.bench.training.rulesets import R1
from propbench.impls.contract import Array

_SLOWEST = "python_loops"

_CHAIN = ("implementation", "cost of a step", "iterations")
"""What total time is made of, from textbook loops with sigmoid to the fastest with ReLU."""


def judge(evidence: Evidence) -> tuple[Question, ...]:
    best = _fastest(evidence)
    factors = [*_timed_factors(evidence, best), *_raced_factors(evidence)]
    return (
        _together(evidence, factors, best),
        answered(
            ("factors", "Which factors cut the time to the target?"),
            factors,
            group=lambda each: each.factors["factor"],
        ),
        believed(evidence, DIRECT),
    )


def formula(questions: Mapping[str, Question]) -> Word:
    """What the factors come to together; that some of them do little is beside it."""
    return questions["together"].word


def _together(evidence: Evidence, factors: list[ArmComparison], best: str) -> Question:
    ratios = {each.factors["factor"]: each.ratio for each in factors}
    chain = [ratio for name in _CHAIN if (ratio := ratios.get(name)) is not None]
    whole = len(chain) == len(_CHAIN)
    where = {"from": f"{_SLOWEST} with sigmoid", "to": f"{best} with ReLU"}
    return answered(
        ("together", "Do implementation, step and iterations together cut the time?"),
        [seconds_cell(product(chain), where)] if whole else [],
        series=(*_rows(factors), *_trials(evidence, best)),
    )


def _rows(factors: list[ArmComparison]) -> Iterator[Mapping[str, str | float]]:
    for each in factors:
        if each.ratio is not None and each.factors["factor"] in _CHAIN:
            limits = {"ratio": each.ratio.point, "low": each.ratio.low, "high": each.ratio.high}
            yield {"quantity": "factor", "factor": each.factors["factor"], **limits}


def _trials(evidence: Evidence, best: str) -> Series:
    tuned = evidence.finishes.get(timed("shallow", R1))
    if not tuned:
        return ()
    ways = ((_SLOWEST, SIGMOID), (best, SIGMOID), (best, RELU))
    return trial_counts.rows(trial_counts.finished_trials(evidence, tuned, ways))


def _timed_factors(evidence: Evidence, best: str) -> Iterator[ArmComparison]:
    """Factors that are seconds of a step over seconds of a step; the cores by ReLU."""
    slowest, sigmoid, relu = step(_SLOWEST, "sigmoid"), step(best, "sigmoid"), step(best, "relu")
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


def _raced_factors(evidence: Evidence) -> Iterator[ArmComparison]:
    """Factors that are iterations over iterations: of the activation, and of tuning ReLU's rate.

    Untuned is ReLU with the rate and the weights of `COURSE`.
    """
    tuned, course = (evidence.finishes.get(timed("shallow", rules)) for rules in (R1, COURSE))
    if tuned:
        yield compare(ArmPair(tuned, SIGMOID.name, RELU.name, {"factor": "iterations"}))
    if tuned and course:
        untuned, best = (finish.entrants[RELU.name] for finish in (course, tuned))
        horizon = max(untuned.max_iterations, best.max_iterations)
        slow, fast = (_times(entrant, tuned, horizon) for entrant in (untuned, best))
        yield compared(slow, fast, horizon, {"factor": "tuning"})


def _times(entrant: Entrant, finish: Finish, horizon: float) -> Array:
    """Iterations by seed, the horizon where a run did not arrive within its own budget."""
    times = entrant.times(headline(finish))
    return np.where(times < entrant.max_iterations, times, horizon)


def _fastest(evidence: Evidence) -> str:
    """Of one thread, where both activations were timed; the textbook loops where none was."""
    best, least = _SLOWEST, float("inf")
    suffix = f"-{step('', 'relu').id}"
    for case in evidence.samples:
        name = case.removesuffix(suffix)
        if name != case and step(name, "sigmoid").id in evidence.samples:
            middle = median(evidence.seconds(case).values())
            best, least = (name, middle) if middle < least else (best, least)
    return best
