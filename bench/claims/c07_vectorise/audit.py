"""The shape audit as measurements, and what they add up to."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from propbench.bench.claims.c07_vectorise.shapes import (
    REMEDIES,
    SCENES,
    VECTOR_FORMS,
    Scene,
    attempt,
    difference,
    words,
)
from propbench.bench.claims.referee.comparison import ArmComparison, Finding
from propbench.bench.claims.referee.registration import Measurement, Series
from propbench.bench.claims.shared.observed import exact
from propbench.bench.results import Observation

_BETWEEN = "; "
N_SUBTRACTED = 3


@dataclass(frozen=True)
class Tried:
    """One assignment of shapes, as printed, and what became of it."""

    scene: str
    forms: dict[str, str]
    outcome: str
    stopped_by: tuple[str, ...]

    @property
    def wrong(self) -> bool:
        return self.outcome == "silently wrong"

    @property
    def has_rank_1(self) -> bool:
        return any(map(is_rank_1, self.forms.values()))


def is_rank_1(form: str) -> bool:
    """Python prints a comma before the bracket for rank one alone."""
    return form.endswith(",)")


def measured() -> Iterator[Measurement]:
    """Every assignment of every scene; and the sizes of all differences of two vectors of n."""
    for scene in SCENES:
        for forms in scene.assignments():
            outcome = attempt(scene, forms)
            factors = {"scene": scene.name, "outcome": outcome.kind, "line": outcome.line}
            factors |= {argument: words(form) for argument, form in forms.items()}
            factors |= {"error": outcome.error, "stopped_by": _BETWEEN.join(outcome.stopped_by)}
            yield Measurement("assignment", {**factors}, 1.0)
    for minuend, subtrahend in product(VECTOR_FORMS, VECTOR_FORMS):
        pair = {"minuend": words(minuend), "subtrahend": words(subtrahend)}
        size = math.prod(difference(minuend, subtrahend, N_SUBTRACTED))
        yield Measurement("difference", pair, size)


def tried(observations: Iterable[Observation]) -> list[Tried]:
    """The assignments, read back."""
    return [_tried(one) for one in observations]


def cells(all_tried: list[Tried], margin: float) -> list[ArmComparison]:
    """Two for each array that can have rank 1 in a scene, against the course's shape of it.

    In one the others are in every shape, in the other as in the course.
    """
    return [
        _cell(members, scene, argument, others, margin)
        for scene in SCENES
        for argument, forms in scene.forms.items()
        if any(len(form) == 1 for form in forms)
        for others, members in _among(all_tried, scene, argument).items()
    ]


def _among(all_tried: list[Tried], scene: Scene, argument: str) -> dict[str, list[Tried]]:
    here = [one for one in all_tried if one.scene == scene.name]
    alone = [one for one in here if {name for name, _ in _unlike_course(one)} <= {argument}]
    return {"in every shape": here, "as in the course": alone}


def counts(all_tried: list[Tried]) -> Series:
    """How many assignments ended how, and how many of the silently wrong each remedy stops."""
    outcomes = Counter(one.outcome for one in all_tried)
    wrong = [one for one in all_tried if one.wrong]
    stopped = {remedy: sum(remedy in one.stopped_by for one in wrong) for remedy in REMEDIES}
    return (
        *_counted("outcome", outcomes),
        *_counted("stopped_by", stopped),
    )


def _counted(name: str, numbers: Mapping[str, int]) -> Series:
    return tuple({"quantity": name, name: kind, "value": n} for kind, n in numbers.items())


def _unlike_course(one: Tried) -> list[tuple[str, str]]:
    course = next(scene.course for scene in SCENES if scene.name == one.scene)
    return [(name, form) for name, form in one.forms.items() if form != words(course[name])]


def _tried(one: Observation) -> Tried:
    factors = {name: str(value) for name, value in one.factors.items()}
    stopped = tuple(factors["stopped_by"].split(_BETWEEN)) if factors["stopped_by"] else ()
    forms = {argument: factors[argument] for argument in SCENES[0].forms}
    return Tried(factors["scene"], forms, factors["outcome"], stopped)


def _cell(
    members: list[Tried], scene: Scene, argument: str, others: str, margin: float
) -> ArmComparison:
    flat = [one.wrong for one in members if is_rank_1(one.forms[argument])]
    course = words(scene.course[argument])
    proper = [one.wrong for one in members if one.forms[argument] == course]
    note = f"{sum(flat)} of {len(flat)} silently wrong, {sum(proper)} of {len(proper)} as {course}"
    rates = sum(flat) / len(flat), sum(proper) / len(proper)
    ratio = exact(rates[0] / rates[1], len(flat) + len(proper)) if all(rates) else None
    factors = {"scene": scene.name, "array": argument, "others": others}
    return ArmComparison(factors, _finding(*rates, margin), ratio, note)


def _finding(flat: float, proper: float, margin: float) -> Finding:
    """As multiplication, because either share can be zero."""
    if flat > margin * proper:
        return "supports"
    return "contradicts" if flat * margin < proper else "equivalent"
