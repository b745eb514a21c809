"""Numbers of a part's cells in words."""

from collections.abc import Callable, Iterable, Sequence
from statistics import geometric_mean

from propbench.bench.claims.referee.verdicts import ArmComparison, Finding

from propbench.bench.numbers import times, times_range
from propbench.bench.statistics import Interval

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
    """A ratio with its limits, or its smallest and largest value where there are few."""
    limits = "limits" if ratio.kind == "confidence" else "range"
    return f"{times(ratio.point)} ({limits} {times_range(ratio.low, ratio.high)})"


def tally(cells: Sequence[ArmComparison]) -> str:
    """How many cells say what."""
    found = [cell.finding for cell in cells]
    counts = {finding: found.count(finding) for finding in _SAYS if finding in found}
    said = ", ".join(f"{n} {_SAYS[finding][n > 1]}" for finding, n in counts.items())
    none = sum(cell.no_arrivals for cell in cells)
    because = f" (in {none} of them neither arm arrived)" if none else ""
    return f"of {len(cells)} comparison{'s' * (len(cells) > 1)}, {said}{because}"


def by_level(cells: Sequence[ArmComparison], factor: str) -> str:
    """The geometric mean of the ratios at each level of a factor, where any arm arrived.

    A mean has no interval here, so it says how many of its comparisons decide by their own, and
    how many have no ratio.
    """
    levels: dict[str, list[tuple[float, bool]]] = {}
    for cell in cells:
        if cell.ratio is not None:
            ratio = cell.ratio.point, cell.finding != "inconclusive"
            levels.setdefault(cell.factors[factor], []).append(ratio)
    missing = sum(cell.ratio is None for cell in cells)
    left = f"; {missing} without a ratio" if missing and levels else ""
    said = ", ".join(
        f"{times(geometric_mean(ratio for ratio, _ in levels[level]))} at {factor} {level} "
        f"({sum(decides for _, decides in levels[level])} of {len(levels[level])} decide)"
        for level in _in_order(levels)
    )
    return f"{said}{left}"


def _in_order(levels: Iterable[str]) -> list[str]:
    """Numbers by size, anything else as it came."""
    found = list(levels)
    numbers = all(level.removeprefix("-").replace(".", "", 1).isdecimal() for level in found)
    return sorted(found, key=float) if numbers else found


def select(
    cells: Sequence[ArmComparison], keep: Callable[[ArmComparison], bool]
) -> tuple[ArmComparison, ...]:
    """The cells that fit."""
    return tuple(cell for cell in cells if keep(cell))
