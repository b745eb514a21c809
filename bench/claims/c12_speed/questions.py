"""C12: which factors cut the time, and is their product what training takes?"""

from collections.abc import Mapping
from statistics import median

from propbench.bench.claims.c12_speed import trial_counts
from propbench.bench.claims.c12_speed.experiments import DIRECT
from propbench.bench.claims.c12_speed.registration import COURSE, REGISTRATION
from propbench.bench.claims.c12_speed.whole_runs import believed
from propbench.bench.claims.referee.answering import answered
from propbench.bench.claims.referee.arm_comparison import compared
from propbench.bench.claims.referee.comparing import compare, headline, times_of
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.verdicts import ArmComparison
from propbench.bench.claims.shared.seconds import seconds_cell
from propbench.bench.claims.shared.settings import step, timed
from propbench.bench.claims.shared.wording import ratio_words
from propbench.bench.statistics import Interval, product
from propbench.bench.training.arms import RELU, SIGMOID
from propbench.bench.training.rulesets import R1

_SLOWEST = "python_loops"

_CHAIN = ("implementation", "cost of a step", "iterations")
"""What total time is made of, from textbook loops with sigmoid to the fastest with ReLU."""


def judge(evidence: Evidence) -> tuple[Question, ...]:
    return (_factors(evidence), believed(evidence, DIRECT, REGISTRATION.share))


def _factors(evidence: Evidence) -> Question:
    best = _fastest(evidence)
    cells = _timed_cells(evidence, best) + _raced_cells(evidence)
    ratios = {cell.factors["factor"]: cell.ratio for cell in cells if cell.ratio is not None}
    return answered(
        ("factors", "Which factors cut the time to the target?"),
        cells,
        lambda _: (
            "; ".join(f"{name} {ratio_words(ratio)}" for name, ratio in ratios.items())
            + f".{_multiplied(ratios, best)}{_candidates_tried(evidence, best)}"
        ),
        REGISTRATION.share,
        tuple(
            {"factor": name, "ratio": ratio.point, "low": ratio.low, "high": ratio.high}
            for name, ratio in ratios.items()
            if name in _CHAIN
        ),
    )


def _multiplied(ratios: Mapping[str, Interval], best: str) -> str:
    if not ratios.keys() >= set(_CHAIN):
        return ""
    whole = product([ratios[name] for name in _CHAIN])
    return (
        f" From {_SLOWEST} with sigmoid to {best} with ReLU, {', '.join(_CHAIN[:-1])} and "
        f"{_CHAIN[-1]} multiply to {ratio_words(whole)}."
    )


def _candidates_tried(evidence: Evidence, best: str) -> str:
    tuned = evidence.finishes.get(timed("shallow", R1))
    if not tuned:
        return ""
    ways = ((_SLOWEST, SIGMOID), (best, SIGMOID), (best, RELU))
    return trial_counts.words(tuned, trial_counts.finished_trials(evidence, tuned, ways))


def _timed_cells(evidence: Evidence, best: str) -> list[ArmComparison]:
    """Factors that are seconds of a step over seconds of a step; the cores by ReLU."""
    slowest, sigmoid, relu = step(_SLOWEST, "sigmoid"), step(best, "sigmoid"), step(best, "relu")
    pairs = {
        "implementation": (slowest.id, sigmoid.id),
        "cost of a step": (sigmoid.id, relu.id),
        "cores": (relu.id, _on_all_cores(evidence, best)),
    }
    ratios = {name: evidence.seconds_ratio(*pair) for name, pair in pairs.items()}
    return [
        seconds_cell(ratio, {"factor": name}) for name, ratio in ratios.items() if ratio is not None
    ]


def _on_all_cores(evidence: Evidence, best: str) -> str:
    """The step of its configuration for all cores; empty where none was timed.

    How many cores that are is for the machine that was timed to say: another one may be judging.
    """
    stem = step(best.replace(":serial", ":parallel"), "relu").id.removesuffix("1t")
    own = (case for case in evidence.samples if case.startswith(stem) and case.endswith("-open"))
    return next(own, "")


def _raced_cells(evidence: Evidence) -> list[ArmComparison]:
    """Factors that are iterations over iterations: of the activation, and of tuning ReLU's rate.

    Untuned is ReLU with the rate and the weights of `COURSE`.
    """
    tuned, course = (evidence.finishes.get(timed("shallow", rules)) for rules in (R1, COURSE))
    cells = []
    if tuned:
        cells.append(compare(tuned, SIGMOID.name, RELU.name, {"factor": "iterations"}))
    if tuned and course:
        place, budget = headline(tuned), tuned.race.max_iterations
        slow, fast = (times_of(finish.entrants[RELU.name], place) for finish in (course, tuned))
        cells.append(compared(slow, fast, budget, {"factor": "tuning"}))
    return cells


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
