"""Does ReLU train faster than sigmoid, and by which factor."""

from bench.numbers import count, significant, times
from bench.statistics import Interval, verdict
from reports.facts.training import Comparison
from reports.sentences.comparing import cheaper, fewer, gain, gain_with_limits

NAMES = {"relu": "ReLU"}
_RULESETS = {
    "R1": "each at its own tuned learning rate",
    "R2": "learning rate and initialisation tuned for each",
}


def ruleset(found: Comparison) -> str:
    """The ruleset in words."""
    name, _, rate = found.ruleset.partition(" at ")
    shared = f"one learning rate for all ({rate}) and weights of 0.01"
    return _RULESETS.get(name, shared if rate else f"ruleset {name}")


def answer(found: Comparison) -> str:
    """The verdict in time, from the product of the factors, or in iterations alone."""
    fast, slow = name(found.fast), name(found.slow)
    whole = found.seconds or found.iterations
    if whole is None:
        return f"{fast} and {slow} have no seeds in common: no ratio is given."
    where = f"on the {found.network} network, {ruleset(found)}"
    if found.seconds is None and verdict(whole) == "tie":
        return f"{fast} and {slow} need {fewer(whole, 'iterations')}, {where}."
    if found.seconds is None:
        return f"{fast} needs {fewer(whole, 'iterations')} than {slow} {where}."
    if verdict(whole) == "tie":
        return f"{fast} and {slow} train equally long {where}: {gain_with_limits(whole)}."
    return f"{fast} trains {gain_with_limits(whole)} than {slow} {where}."


def factors(found: Comparison) -> str:
    """The two factors, apart, and how many runs reached the target."""
    if found.iterations is None or found.step is None:
        return f"The cost of a step was not measured at m = {count(found.m)}. {success(found)}"
    return (
        f"It needs {fewer(found.iterations, 'iterations')}; a step is {cheaper(found.step)} "
        f"in {found.implementation}. {success(found)}"
    )


def success(found: Comparison) -> str:
    """How many runs reached the target; a run that did not counts with its whole budget."""
    fast = f"{name(found.fast)} {found.reached[0]} of {found.runs[0]}"
    slow = f"{name(found.slow)} {found.reached[1]} of {found.runs[1]}"
    reached = f"Runs that reached loss {significant(found.target, 2)}: {fast}, {slow}."
    if found.reached == found.runs:
        return reached
    return f"{reached} The others count with their whole budget, so the ratio is cautious."


def big_number(found: Comparison) -> str:
    """What is set large: the ratio in time, or in iterations where no step was timed."""
    whole = found.seconds or found.iterations
    if whole is None:
        return "not measured"
    if verdict(whole) == "tie":
        return "tie"
    if found.seconds is not None:
        return gain(whole)
    return fewer(whole, "iterations").partition(" (")[0]


def other(found: Comparison) -> str:
    """A ruleset that is not shown in full, in one line."""
    parts = f"{_factor(found.iterations)} in iterations, {_factor(found.step)} in cost of a step"
    return f"{_capital(ruleset(found))}: {parts}, {_factor(found.seconds)} in time."


def name(activation: str) -> str:
    """An activation as written in a sentence."""
    return NAMES.get(activation, activation)


def _factor(ratio: Interval | None) -> str:
    if ratio is None:
        return "not measured"
    if verdict(ratio) == "tie":
        return "tie"
    return times(ratio.point) if ratio.point > 1 else f"{times(1 / ratio.point)} worse"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
