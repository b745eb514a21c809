"""Does ReLU train faster than sigmoid, and by which factor."""

from propbench.bench.activations import ACTIVATIONS
from propbench.bench.numbers import count, times_range
from propbench.bench.statistics import Interval, verdict
from propbench.reports.facts.training import Comparison
from propbench.reports.sentences.comparing import (
    cheaper,
    fewer,
    gain_with_limits,
    is_close,
    short,
    tie,
)

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


def ruleset(found: Comparison) -> str:
    """The ruleset in words."""
    name, _, rate = found.ruleset.partition(" at ")
    shared = f"both at learning rate {rate}, weights randn * 0.01"
    return _RULESETS.get(name, shared if rate else f"ruleset {name}")


def answer(found: Comparison) -> str:
    """The verdict in time, from the product of the factors, or in iterations alone."""
    fast, slow = name(found.fast), name(found.slow)
    where = f"on the {found.network} network, {ruleset(found)}"
    whole = found.seconds or found.iterations
    if whole is None:
        return f"No run of {fast} or {slow} reached the target {where}."
    if _is_unsure(whole):
        what = "as long as" if found.seconds else "as many iterations as"
        return f"Too noisy to tell {where}: {slow} takes {_span(whole)} {what} {fast}."
    if found.seconds is not None and verdict(whole) == "tie":
        return f"{fast} and {slow} train equally long {where}: {tie(whole)}."
    if found.seconds is not None:
        return f"{fast} trains {gain_with_limits(whole)} than {slow} {where}."
    if verdict(whole) == "tie":
        return f"{fast} and {slow} need {fewer(whole, 'iterations')}, {where}."
    return f"{fast} needs {fewer(whole, 'iterations')} than {slow} {where}."


def factors(found: Comparison) -> str:
    """The two factors, apart, and how many runs reached the target."""
    if found.iterations is None:
        return success(found)
    if found.step is None:
        return (
            f"What a step of the {found.network} network costs at m = {count(found.m)} was not "
            f"measured with both. {success(found)}"
        )
    fast, slow = name(found.fast), name(found.slow)
    needed = f"{fast} needs {fewer(found.iterations, 'iterations')}"
    if _is_unsure(found.iterations):
        needed = f"{slow} needs {_span(found.iterations)} as many iterations, too noisy to tell"
    return (
        f"{_capital(needed)}; in {found.implementation} a step of {fast} is {cheaper(found.step)}. "
        f"{success(found)}"
    )


def success(found: Comparison) -> str:
    """How many runs reached the target, and what those that did not do to the ratio."""
    said, bound = f"Runs that reached loss {found.target:g}: {_reached(found)}.", _bound(found)
    counted = "The others count with all the iterations they were allowed"
    return f"{said} {counted}, so that {bound}." if bound else said


def big_number(found: Comparison) -> str:
    """What is set large: the ratio in time, or in iterations where no step was timed."""
    whole = found.seconds or found.iterations
    if whole is None:
        return "cannot tell"
    if found.seconds is not None or verdict(whole) == "tie":
        return short(whole)
    return fewer(whole, "iterations").partition(" (")[0]


def other(found: Comparison) -> str:
    """A ruleset that is not shown in full, in one line."""
    where = _capital(ruleset(found))
    if found.iterations is None:
        return f"{where}: no run reached the target."
    said = f"{where}: {fewer(found.iterations, 'iterations')}"
    if found.seconds is not None:
        said += f"; with the cost of a step, {gain_with_limits(found.seconds)}"
    bound = _bound(found)
    return f"{said}. Arrived: {_reached(found)}, so that {bound}." if bound else f"{said}."


def name(activation: str) -> str:
    """An activation as written in a sentence."""
    return ACTIVATIONS[activation].label if activation in ACTIVATIONS else activation


def _reached(found: Comparison) -> str:
    arms = zip((found.fast, found.slow), found.reached, found.runs, strict=True)
    return ", ".join(f"{name(arm)} {reached} of {runs}" for arm, reached, runs in arms)


def _bound(found: Comparison) -> str:
    if found.iterations is None:
        return ""
    return _BOUNDS[found.reached[0] < found.runs[0], found.reached[1] < found.runs[1]]


def _is_unsure(ratio: Interval) -> bool:
    return verdict(ratio) == "tie" and not is_close(ratio)


def _span(ratio: Interval) -> str:
    return times_range(ratio.low, ratio.high)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
