"""From finished races and numbers to cells, and from cells to a part: the rules claims share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from scipy import stats

from bench.claims.evidence import Evidence
from bench.claims.registration import MARGIN, Cell, Finding, Part, Registration, Verdict
from bench.convergence.races import Entrant, Finish, Race
from bench.convergence.tasks import TASKS
from bench.numbers import times
from bench.statistics import Interval, restricted_mean_ratio

NOTHING = "Nothing was measured."

Rule = Callable[[Interval, float], Finding]
"""From a ratio, and the share of runs that arrived of the arm that should be no slower."""


@dataclass(frozen=True)
class Comparison:
    """A registered cell: in `race`, the arm `slow` is said to take longer than `fast`."""

    race: Race
    slow: str
    fast: str
    factors: Mapping[str, str]


def slower(ratio: Interval, arrived: float) -> Finding:  # noqa: ARG001
    """For a claim that the first is slower by more than the margin."""
    if ratio.kind != "confidence":
        return "inconclusive"
    if ratio.low > MARGIN:
        return "supports"
    if ratio.high < 1 / MARGIN:
        return "contradicts"
    within = ratio.low >= 1 / MARGIN and ratio.high <= MARGIN
    return "equivalent" if within else "inconclusive"


def no_slower(ratio: Interval, arrived: float) -> Finding:
    """For a claim that something is fine: what it replaces is not faster by the margin."""
    if ratio.kind != "confidence":
        return "inconclusive"
    if ratio.high < 1 / MARGIN:
        return "contradicts"
    return "supports" if ratio.low > 1 / MARGIN and arrived >= 0.5 else "inconclusive"


def unchanged(ratio: Interval) -> Finding:
    """For a claim that nothing changes: within the margin either way."""
    if ratio.kind != "confidence":
        return "inconclusive"
    if ratio.low > MARGIN or ratio.high < 1 / MARGIN:
        return "contradicts"
    within = ratio.low >= 1 / MARGIN and ratio.high <= MARGIN
    return "supports" if within else "inconclusive"


def within_points(differences: Sequence[float], points: float) -> Finding:
    """For a claim that two accuracies are equal: the 95 % interval of their mean difference."""
    values = np.asarray(differences, dtype=float)
    if values.size < 2:
        return "inconclusive"
    half = float(stats.t.ppf(0.975, values.size - 1) * stats.sem(values))
    low, high = float(values.mean()) - half, float(values.mean()) + half
    if low > points or high < -points:
        return "contradicts"
    return "supports" if low >= -points and high <= points else "inconclusive"


def raced(evidence: Evidence, comparisons: Sequence[Comparison], rule: Rule) -> tuple[Cell, ...]:
    """The cells of those comparisons whose race was run."""
    return tuple(
        _cell(one, evidence.finishes[one.race], rule)
        for one in comparisons
        if one.race in evidence.finishes
    )


def headline(race: Race) -> int:
    """Place of the headline target among the task's targets."""
    task = TASKS[race.task]
    return task.targets.index(task.headline_target)


def mean_iterations(finish: Finish, arm: str) -> float:
    """Restricted mean of iterations to the headline target."""
    return float(finish.entrants[arm].times(headline(finish.race)).mean())


def _cell(one: Comparison, finish: Finish, rule: Rule) -> Cell:
    slow, fast = finish.entrants[one.slow], finish.entrants[one.fast]
    place, n = headline(finish.race), finish.race.n_reporting
    ratio = restricted_mean_ratio(_by_seed(fast, place), _by_seed(slow, place))
    note = f"arrived: {slow.reached(place)} of {n} against {fast.reached(place)} of {n}"
    return Cell(one.factors, rule(ratio, fast.reached(place) / n), ratio, note)


def _by_seed(entrant: Entrant, place: int) -> dict[int, float]:
    # A run that begins below its target arrives at 0, of which no ratio can be made.
    return dict(enumerate(np.maximum(entrant.times(place), 1).tolist()))


def part(
    registration: Registration,
    question: tuple[str, str],
    cells: Sequence[Cell],
    answer: str,
    series: Sequence[Mapping[str, str | float]] = (),
) -> Part:
    """A part with its verdict; `question` is its letter and its words."""
    letter, words = question
    if not cells:
        return Part(letter, words, NOTHING, "inconclusive", series=tuple(series))
    verdict, factor = _verdict(cells, registration.share)
    return Part(letter, words, answer, verdict, factor, tuple(cells), tuple(series))


def tally(cells: Sequence[Cell], factor: str, right: str, wrong: str) -> str:
    """In words, for each level of a factor: how many cells are right and wrong, and by how much."""
    levels = dict.fromkeys(cell.factors[factor] for cell in cells)
    return "; ".join(
        _level(level, [cell for cell in cells if cell.factors[factor] == level], right, wrong)
        for level in levels
    )


def _level(level: str, cells: Sequence[Cell], right: str, wrong: str) -> str:
    found = [cell.finding for cell in cells]
    against = found.count("contradicts") + found.count("equivalent")
    words = f"{level}: {right} in {found.count('supports')}, {wrong} in {against} of {len(found)}"
    ratios = [cell.ratio.point for cell in cells if cell.ratio is not None]
    return f"{words} (median ratio {times(median(ratios))})" if ratios else words


def _verdict(cells: Sequence[Cell], share: float) -> tuple[Verdict, str]:
    """By the registered share; the factor is the one whose levels agree most with themselves."""
    found = [cell.finding for cell in cells]
    supporting = found.count("supports")
    opposing = found.count("contradicts") + found.count("equivalent")
    needed = share * len(found) - 1e-9
    if supporting >= needed and "contradicts" not in found:
        return "supported", ""
    if opposing >= needed:
        return "not supported", ""
    if supporting and opposing:
        return "depends", max(cells[0].factors, key=lambda factor: _purity(cells, factor))
    return "inconclusive", ""


def _purity(cells: Sequence[Cell], factor: str) -> float:
    groups: dict[str, list[bool]] = {}
    for cell in cells:
        if cell.finding != "inconclusive":
            groups.setdefault(cell.factors[factor], []).append(cell.finding == "supports")
    return sum(max(sum(group), len(group) - sum(group)) for group in groups.values()) - len(groups)
