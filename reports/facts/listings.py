"""The code of the implementations, as it was timed, and what was timed of it."""

import ast
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from propbench.bench.grid import HEADLINE_CASE
from propbench.impls import kinds
from propbench.reports.facts.cells import Standing, headline_cells, standings
from propbench.reports.frame import Frames

_IMPORTED = re.compile(r"^from \.(\w+) import", re.MULTILINE)
FUNCTION = "affine"
"""The weighted sums of one layer, which every textbook writes its own way."""


@dataclass(frozen=True)
class Listing:
    """A folder: its full names with their standing at the headline case, and its files as (name,
    text)."""

    folder: str
    family: str
    league: str
    timed: Mapping[str, Standing | None]
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Excerpt:
    """FUNCTION of one textbook implementation, and its standing on the headline network, forward or
    in a whole training step, at m."""

    implementation: str
    text: str
    phase: str
    m: int
    standing: Standing | None


def listings(frames: Frames) -> tuple[Listing, ...]:
    """Every folder of the run, in the order of its implementations; configurations share one."""
    timed = _timed(frames, division="open") | _timed(frames)
    folders: dict[str, list[str]] = {}
    for name in frames.implementations:
        folders.setdefault(name.partition(":")[0], []).append(name)
    return tuple(_listing(frames, folder, names, timed) for folder, names in folders.items())


def excerpts(frames: Frames) -> tuple[Excerpt, ...]:
    """Of every idiomatic implementation that has FUNCTION, slowest first."""
    wanted = {
        name: text
        for name, declared in frames.implementations.items()
        if declared.league == "idiomatic" and (text := source_of(declared.sources, FUNCTION))
    }
    phase = "forward" if len(headline_cells(frames, phase="forward")) else "train_step"
    m = _most_of_all(frames, phase, wanted)
    timed = _timed(frames, phase=phase, m=m)
    known = [name for name in timed if name in wanted] + [n for n in wanted if n not in timed]
    return tuple(Excerpt(name, wanted[name], phase, m, timed.get(name)) for name in known)


def _most_of_all(frames: Frames, phase: str, names: Collection[str]) -> int:
    """The largest m at which all of these are measured; that of the headline where there is
    none."""
    cells = headline_cells(frames, phase=phase, m=None)
    measured = cells[(cells["kind"] == "measured") & cells["implementation"].isin(names)]
    n = measured.groupby("m")["implementation"].nunique()
    return int(max(n.index[n == len(names)], default=HEADLINE_CASE.m))


def source_of(sources: Mapping[str, str], function: str) -> str:
    """The longest function of that name at the top of any file, without what it says of itself;
    empty where there is none."""
    texts = (
        _without_docstring(text.splitlines(), node)
        for _, text in sorted(sources.items())
        for node in _top(text)
        if isinstance(node, ast.FunctionDef) and node.name == function
    )
    return max(texts, key=len, default="")


def _without_docstring(lines: list[str], node: ast.FunctionDef) -> str:
    head, body = node.body[0], node.body
    begins = _first_line(node) - 1
    if ast.get_docstring(node) is None or len(body) == 1:
        return "\n".join(lines[begins : node.end_lineno])
    return "\n".join([*lines[begins : head.lineno - 1], *lines[head.end_lineno : node.end_lineno]])


def _top(text: str) -> list[ast.stmt]:
    """What stands at the top of a file; nothing of one that Python cannot read."""
    try:
        return ast.parse(text).body
    except (SyntaxError, ValueError):
        return []


def _first_line(node: ast.FunctionDef) -> int:
    return min([node.lineno, *(each.lineno for each in node.decorator_list)])


def _listing(
    frames: Frames, folder: str, names: list[str], timed: Mapping[str, Standing]
) -> Listing:
    declared = frames.implementations[names[0]]
    return Listing(
        folder,
        declared.family,
        declared.league,
        {name: timed.get(name) for name in names},
        tuple(sorted(shown(declared.sources).items())),
    )


def shown(sources: Mapping[str, str]) -> dict[str, str]:
    """All but what is reached from other kinds of networks than the headline's alone: the page
    would not stay small enough to send."""
    headline = f"{HEADLINE_CASE.subject}.py"
    others = {f"{kind}.py" for kind in kinds()} - {headline}
    beside = {file: text for file, text in sources.items() if file != headline}
    left = set(sources) - _reached(others, beside)
    own = _reached(left, sources)
    return {file: text for file, text in sources.items() if file in own}


def _reached(files: Iterable[str], sources: Mapping[str, str]) -> set[str]:
    """These files and all that they import from their folder."""
    left, seen = list(files), set[str]()
    while left:
        file = left.pop()
        if file in sources and file not in seen:
            seen.add(file)
            left += [f"{name}.py" for name in _IMPORTED.findall(sources[file])]
    return seen


def _timed(frames: Frames, **where: object) -> dict[str, Standing]:
    cells = headline_cells(frames, **where)
    return {standing.implementation: standing for standing in standings(frames, cells)}
