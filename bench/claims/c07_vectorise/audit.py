"""The shape audit as measurements, and what they add up to."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from propbench.bench.claims.c07_vectorise.shapes import (
    SCENES,
    VECTOR_FORMS,
    Scene,
    attempt,
    difference,
    words,
)
from propbench.bench.claims.referee.comparison import SLOWER, ArmComparison, Finding
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
    return [_tried(seen) for seen in observations]


def comparisons(assignments: list[Tried]) -> Iterator[ArmComparison]:
    """Two for each array that can have rank 1 in a scene, against the course's shape of it.

    In one the others are in every shape, in the other as in the course.
    """
    for scene in SCENES:
        for argument, forms in scene.forms.items():
            if any(len(form) == 1 for form in forms):
                for others, members in _among(assignments, scene, argument).items():
                    yield _comparison(members, scene, argument, others)


def counts(assignments: list[Tried]) -> Series:
    """How the assignments ended, how many silently wrong ones each remedy stops, and what one slip
    from the course's shapes does, to rank 1 and to another shape."""
    outcomes = Counter(each.outcome for each in assignments)
    stopped = Counter(remedy for each in assignments if each.wrong for remedy in each.stopped_by)
    return (
        *_rows("outcome", outcomes),
        *_rows("stopped", stopped),
        *_slips(assignments, "rank 1", is_rank_1),
        *_slips(assignments, "another shape", lambda form: not is_rank_1(form)),
    )


def _rows(quantity: str, counted: Mapping[str, int]) -> Series:
    return tuple({"quantity": quantity, "of": of, "value": n} for of, n in counted.items())


def _slips(assignments: list[Tried], to: str, fits: Callable[[str], bool]) -> Series:
    """Of the assignments with one array alone in another shape than the course's, how many are
    silently wrong, by that array."""
    total: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for each in assignments:
        if len(unlike := _unlike_course(each)) == 1 and fits(unlike[0][1]):
            total[unlike[0][0]] += 1
            wrong[unlike[0][0]] += each.wrong
    return tuple(
        {"quantity": "slip", "of": array, "to": to, "value": wrong[array], "n": n}
        for array, n in total.items()
    )


def _among(assignments: list[Tried], scene: Scene, argument: str) -> dict[str, list[Tried]]:
    here = [each for each in assignments if each.scene == scene.name]
    alone = [each for each in here if {name for name, _ in _unlike_course(each)} <= {argument}]
    return {"in every shape": here, "as in the course": alone}


def _unlike_course(tried: Tried) -> list[tuple[str, str]]:
    """The arrays that are not as in the course, with their shapes."""
    course = next(scene.course for scene in SCENES if scene.name == tried.scene)
    return [(name, form) for name, form in tried.forms.items() if form != words(course[name])]


def _tried(seen: Observation) -> Tried:
    factors = {name: str(value) for name, value in seen.factors.items()}
    stopped = tuple(factors["stopped_by"].split(_BETWEEN)) if factors["stopped_by"] else ()
    forms = {argument: factors[argument] for argument in SCENES[0].forms}
    return Tried(factors["scene"], forms, factors["outcome"], stopped)


def _comparison(members: list[Tried], scene: Scene, argument: str, others: str) -> ArmComparison:
    flat = [each.wrong for each in members if is_rank_1(each.forms[argument])]
    course = words(scene.course[argument])
    proper = [each.wrong for each in members if each.forms[argument] == course]
    note = f"{sum(flat)} of {len(flat)} silently wrong, {sum(proper)} of {len(proper)} as {course}"
    rates = sum(flat) / len(flat), sum(proper) / len(proper)
    ratio = exact(rates[0] / rates[1], len(flat) + len(proper)) if all(rates) else None
    factors = {"scene": scene.name, "array": argument, "others": others}
    return ArmComparison(factors, _finding(*rates), ratio, note)


def _finding(flat: float, proper: float) -> Finding:
    """As multiplication, because either share can be zero."""
    if flat > SLOWER * proper:
        return "supports"
    return "contradicts" if flat * SLOWER < proper else "equivalent"
