"""The code of each implementation, as it was when it was timed, beside its time.

The time is that of the headline case. What only other kinds of networks need is left out; the page
would not stay small enough to send.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from propbench.bench.grid import HEADLINE_CASE
from propbench.impls import kinds
from propbench.reports.facts.cells import Standing, headline_cells, standings
from propbench.reports.frame import BASELINE, Frames
from propbench.reports.sentences.headline import big_number, time_words, verdict_words

_IMPORTED = re.compile(r"^from \.(\w+) import", re.MULTILINE)


@dataclass(frozen=True)
class Timed:
    """An implementation, or one of its configurations, at the headline case."""

    implementation: str
    big: str
    words: str


@dataclass(frozen=True)
class Listing:
    """A folder: what was timed of it, and its files as (name, text, lines)."""

    folder: str
    family: str
    league: str
    timed: tuple[Timed, ...]
    files: tuple[tuple[str, str, int], ...]


def listings(frames: Frames) -> tuple[Listing, ...]:
    """Every folder of the run, in the order of its implementations; configurations share one."""
    found = {**_timed(frames, "open", ", all cores"), **_timed(frames, "closed")}
    folders: dict[str, list[str]] = {}
    for name in frames.implementations:
        folders.setdefault(name.partition(":")[0], []).append(name)
    return tuple(_listing(frames, folder, names, found) for folder, names in folders.items())


def _listing(frames: Frames, folder: str, names: list[str], found: dict[str, Timed]) -> Listing:
    declared = frames.implementations[names[0]]
    return Listing(
        folder=folder,
        family=declared.family,
        league=declared.league,
        timed=tuple(found.get(name, Timed(name, "not measured", "")) for name in names),
        files=tuple(
            (file, text, text.count("\n"))
            for file, text in sorted(_shown(declared.sources).items())
        ),
    )


def _shown(sources: Mapping[str, str]) -> dict[str, str]:
    """All but what is reached from other kinds of networks than the headline's alone."""
    others = {f"{kind}.py" for kind in kinds()} - {f"{HEADLINE_CASE.subject}.py"}
    left = set(sources) - _reached(others & set(sources), sources)
    shown = _reached(left, sources)
    return {file: text for file, text in sources.items() if file in shown}


def _reached(files: Iterable[str], sources: Mapping[str, str]) -> set[str]:
    """These files and all that they import from their folder."""
    left, seen = list(files), set[str]()
    while left:
        file = left.pop()
        if file in sources and file not in seen:
            seen.add(file)
            left += [f"{name}.py" for name in _IMPORTED.findall(sources[file])]
    return seen


def _timed(frames: Frames, division: str, note: str = "") -> dict[str, Timed]:
    """By name, at the headline case in this division."""
    cells = headline_cells(frames, division=division)
    return {one.implementation: _of(one, note) for one in standings(frames, cells)}


def _of(one: Standing, note: str) -> Timed:
    words = time_words(one, BASELINE) or verdict_words(one, BASELINE)
    return Timed(one.implementation, big_number(one, BASELINE), f"{words}{note}")
