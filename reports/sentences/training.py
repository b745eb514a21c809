"""Does ReLU train faster than sigmoid, and by which factor."""

from propbench.bench.activations import ACTIVATIONS
from propbench.bench.numbers import count, times_range
from propbench.bench.statistics import Interval, verdict
from propbench.reports.facts.training import TrainingGap
from propbench.reports.sentences import comparing

_RULESETS = {
    "R1": "each at the learning rate that suits it best",
    "R2": "learning rate and initialisation tuned for each",
}
_BOUNDS = {
    (False, False): "",
    (False, True): "the ratio is at least this",
    (True, False): "the ratio is at most this",
    (True, True): "the ratio could be larger or smaller",
}
"""What runs that did not arrive do to the ratio, by whether those of fast and of slow did not."""


def ruleset(gap: TrainingGap) -> str:
    """The ruleset in words."""
    name, _, rate = gap.ruleset.partition(" at ")
    shared = f"both at learning rate {rate}, weights randn * 0.01"
    return _RULESETS.get(name, shared if rate else f"ruleset {name}")


def answer(gap: TrainingGap) -> str:
    """The verdict in time, from the product of the factors, or in iterations alone."""
    fast, slow = name(gap.fast), name(gap.slow)
    where = f"on the {gap.network} network, {ruleset(gap)}"
    whole = gap.seconds or gap.iterations
    if whole is None:
        return f"No run of {fast} or {slow} reached the target {where}."
    if _is_unsure(whole):
        what = "as long as" if gap.seconds else "as many iterations as"
        return f"Too noisy to tell {where}: {slow} takes {_span(whole)} {what} {fast}."
    if gap.seconds is not None and verdict(whole) == "tie":
        return f"{fast} and {slow} train equally long {where}: {comparing.tie(whole)}."
    if gap.seconds is not None:
        return f"{fast} trains {comparing.gain_with_limits(whole)} than {slow} {where}."
    if verdict(whole) == "tie":
        return f"{fast} and {slow} need {comparing.fewer(whole, 'iterations')}, {where}."
    return f"{fast} needs {comparing.fewer(whole, 'iterations')} than {slow} {where}."


def factors(gap: TrainingGap) -> str:
    """The two factors, apart, and how many runs reached the target."""
    if gap.iterations is None:
        return success(gap)
    if gap.step is None:
        return (
            f"What a step of the {gap.network} network costs at m = {count(gap.m)} was not "
            f"measured with both. {success(gap)}"
        )
    fast, slow = name(gap.fast), name(gap.slow)
    needed = f"{fast} needs {comparing.fewer(gap.iterations, 'iterations')}"
    if _is_unsure(gap.iterations):
        needed = f"{slow} needs {_span(gap.iterations)} as many iterations, too noisy to tell"
    return (
        f"{_capital(needed)}; in {gap.implementation} a step of {fast} is "
        f"{comparing.cheaper(gap.step)}. {success(gap)}"
    )


def success(gap: TrainingGap) -> str:
    """How many runs reached the target, and what those that did not do to the ratio."""
    said, bound = f"Runs that reached loss {gap.target:g}: {_reached(gap)}.", _bound(gap)
    counted = "The others count with all the iterations they were allowed"
    return f"{said} {counted}, so that {bound}." if bound else said


def big_number(gap: TrainingGap) -> str:
    """What is set large: the ratio in time, or in iterations where no step was timed."""
    whole = gap.seconds or gap.iterations
    if whole is None:
        return "cannot tell"
    if gap.seconds is not None or verdict(whole) == "tie":
        return comparing.short(whole)
    return comparing.fewer(whole, "iterations").partition(" (")[0]


def other(gap: TrainingGap) -> str:
    """A ruleset that is not shown in full, in one line."""
    where = _capital(ruleset(gap))
    if gap.iterations is None:
        return f"{where}: no run reached the target."
    said = f"{where}: {comparing.fewer(gap.iterations, 'iterations')}"
    if gap.seconds is not None:
        said += f"; with the cost of a step, {comparing.gain_with_limits(gap.seconds)}"
    bound = _bound(gap)
    return f"{said}. Arrived: {_reached(gap)}, so that {bound}." if bound else f"{said}."


def name(activation: str) -> str:
    """An activation as written in a sentence."""
    return ACTIVATIONS[activation].label if activation in ACTIVATIONS else activation


def _reached(gap: TrainingGap) -> str:
    arms = zip((gap.fast, gap.slow), gap.reached, gap.runs, strict=True)
    return ", ".join(f"{name(arm)} {reached} of {runs}" for arm, reached, runs in arms)


def _bound(gap: TrainingGap) -> str:
    if gap.iterations is None:
        return ""
    return _BOUNDS[gap.reached[0] < gap.runs[0], gap.reached[1] < gap.runs[1]]


def _is_unsure(ratio: Interval) -> bool:
    return verdict(ratio) == "tie" and not comparing.is_close(ratio)


def _span(ratio: Interval) -> str:
    return times_range(ratio.low, ratio.high)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
