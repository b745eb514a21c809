"""Numbers of a part's cells in words."""

from collections.abc import Callable, Sequence
from statistics import geometric_mean

from bench.claims.verdicts import Cell, Finding
from bench.numbers import times, times_range
from bench.statistics import Interval

_SAYS: dict[Finding, tuple[str, str]] = {
    "supports": ("supports it", "support it"),
    "equivalent": ("finds no difference that matters", "find no difference that matters"),
    "contradicts": ("contradicts it", "contradict it"),
    "inconclusive": ("is undecided", "are undecided"),
}
"""Of one comparison, and of several."""

FINDINGS: dict[str, str] = {
    "supports": "supports the claim",
    "equivalent": "no difference that matters",
    "contradicts": "contradicts the claim",
    "inconclusive": "undecided",
}
"""One comparison by itself."""


def ratio_words(ratio: Interval) -> str:
    """A ratio with its limits."""
    limits = "limits" if ratio.kind == "confidence" else "range"
    return f"{times(ratio.point)} ({limits} {times_range(ratio.low, ratio.high)})"


def tally(cells: Sequence[Cell]) -> str:
    """How many cells say what."""
    found = [cell.finding for cell in cells]
    counts = {finding: found.count(finding) for finding in _SAYS if finding in found}
    said = ", ".join(f"{n} {_SAYS[finding][n > 1]}" for finding, n in counts.items())
    return f"of {len(cells)} comparison{'s' * (len(cells) > 1)}, {said}"


def by_level(cells: Sequence[Cell], factor: str) -> str:
    """The geometric mean of the ratios at each level of a factor.

    Numbers are in rising order, other levels in the order of the cells.
    """
    levels: dict[str, list[float]] = {}
    for cell in cells:
        if cell.ratio is not None:
            levels.setdefault(cell.factors[factor], []).append(cell.ratio.point)
    order = sorted(levels, key=float) if all(map(_is_number, levels)) else [*levels]
    return ", ".join(f"{times(geometric_mean(levels[one]))} at {factor} {one}" for one in order)


def select(cells: Sequence[Cell], keep: Callable[[Cell], bool]) -> tuple[Cell, ...]:
    """The cells that fit."""
    return tuple(cell for cell in cells if keep(cell))


def _is_number(level: str) -> bool:
    return level.removeprefix("-").replace(".", "", 1).isdecimal()
