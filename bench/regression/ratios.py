"""Ratios between implementations within one process: the same questions, asked side by side.

They need no base. They say how much faster NumPy and compiled loops are than Python's, and are
stable enough across machines to notice when most of that is lost; no more than that.
"""

import statistics
from collections.abc import Iterable, Sequence
from math import ceil
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from propbench import impls
from propbench.bench.families import FAMILIES
from propbench.bench.grid import Case
from propbench.bench.regression.sampling.cores import Cores
from propbench.bench.regression.sampling.preparation import gather, prepare, started
from propbench.bench.regression.sides.default_cases import GATED, grid_cases, is_quick
from propbench.bench.regression.sides.place import Place
from propbench.bench.regression.sides.process import SideProcess, TargetError
from propbench.bench.regression.sides.targets import Target, case_target
from propbench.impls import Implementation

STORED = Path(__file__).with_name("ratios.json")
RESTARTS = 5
SAMPLES = 5
SAMPLE_S = 0.02
REFERENCE = next(family.name for family in FAMILIES.values() if family.interpreted)


QUESTIONS = TypeAdapter(list[list[Target]])
_STORED = TypeAdapter(dict[str, float])


def main(_: None) -> Any:
    """The questions that all shipped implementations share, listed in a process of its own."""
    shared = shared_questions([impls.load(name) for name in impls.names()])
    return QUESTIONS.dump_python(shared, mode="json")


def measured(
    places: Iterable[Place], cores: Cores, questions: Sequence[list[Target]]
) -> dict[str, float]:
    """Time of each case over that of the loops for the same question, median over processes.

    Raises TargetError when a case fails.
    """
    seen = [_one_process(place, cores, questions) for place in places]
    return {name: statistics.median(process[name] for process in seen) for name in seen[0]}


def stored() -> dict[str, float]:
    """The ratios that were measured when the file was last made."""
    return _STORED.validate_json(STORED.read_bytes())


def shared_questions(implementations: Sequence[Implementation]) -> list[list[Target]]:
    """For each phase the largest question that every family answers quickly, loops first."""
    families = {implementation.name: implementation.family for implementation in implementations}
    asked: dict[tuple[object, ...], list[Case]] = {}
    for case in grid_cases(
        [implementation for implementation in implementations if implementation.family in GATED]
    ):
        if is_quick(case, families[case.implementation]):
            asked.setdefault(case.question, []).append(case)
    largest: dict[str, list[Case]] = {}
    for cases in asked.values():
        if {families[case.implementation] for case in cases} == set(GATED):
            best = largest.get(cases[0].phase)
            if best is None or cases[0].m > best[0].m:
                largest[cases[0].phase] = cases
    return [_targets(cases, families) for cases in largest.values()]


def _targets(cases: list[Case], families: dict[str, str]) -> list[Target]:
    found = [
        case_target(case, families[case.implementation], case.implementation) for case in cases
    ]
    return sorted(found, key=lambda target: target.family != REFERENCE)


def _one_process(place: Place, cores: Cores, questions: Sequence[list[Target]]) -> dict[str, float]:
    targets = [target for asked in questions for target in asked]
    with started({"head": place}, cores) as sides:
        replies = prepare(sides, {"head": targets}, {})
        for name, answers in replies.items():
            if "trouble" in answers["head"]:
                raise TargetError(name, answers["head"]["reason"])
        gather(sides, cores)
        call_s = {name: answers["head"]["call_s"] for name, answers in replies.items()}
        ratios: dict[str, float] = {}
        for asked in questions:
            times = _times(sides["head"], asked, call_s)
            ratios |= {target.id: times[target.id] / times[asked[0].id] for target in asked[1:]}
    return ratios


def _times(side: SideProcess, asked: list[Target], call_s: dict[str, float]) -> dict[str, float]:
    """Seconds of one call of each, sampled in turns."""
    calls = {target.id: ceil(SAMPLE_S / call_s[target.id]) for target in asked}
    samples: dict[str, list[float]] = {target.id: [] for target in asked}
    for _ in range(SAMPLES):
        for name, count in calls.items():
            sample = side.ask("sample", id=name, calls=count, order=[side.place.role])
            samples[name].append(sample["cpu_s"] / count)
    return {name: statistics.median(values) for name, values in samples.items()}
