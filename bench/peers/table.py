"""The outcome of a comparison in words and numbers: ratios with intervals, goals met or not."""

import statistics

from propbench.bench.peers.goals import GOALS, Goal
from propbench.bench.peers.session import Medians
from propbench.bench.statistics import Interval, process_interval, ratio_interval

ByProcess = dict[int, float]


def lines(medians: Medians, missing: list[str]) -> list[str]:
    """One block a goal; a goal whose contenders are not installed says so."""
    told = [f"not installed: {', '.join(missing)}; `make peers` adds them"] if missing else []
    for goal in GOALS:
        told += ["", *_goal_lines(goal, medians)]
    return told


def ratios(goal: Goal, medians: Medians) -> dict[str, Interval]:
    """Ratio of every cell of the goal in which both sides took part."""
    return {
        cell: ratio_interval(reference, contender)
        for cell, (contender, reference) in _sides(goal, medians).items()
    }


def mean_ratio(goal: Goal, medians: Medians) -> Interval | None:
    """Geometric mean over the cells, process by process, with its interval over processes."""
    by_process: dict[int, list[float]] = {}
    for contender, reference in _sides(goal, medians).values():
        for process in contender.keys() & reference.keys():
            by_process.setdefault(process, []).append(reference[process] / contender[process])
    means = [statistics.geometric_mean(values) for values in by_process.values()]
    return process_interval(means) if means else None


def _sides(goal: Goal, medians: Medians) -> dict[str, tuple[ByProcess, ByProcess]]:
    """Seconds of the faster contender and the faster reference by cell, where both took part."""
    sides = {}
    for cell in goal.cells:
        of_cell = medians.get(cell.id, {})
        contender, reference = (
            fastest(names, of_cell) for names in (goal.contenders, goal.references)
        )
        if contender and reference:
            sides[cell.id] = (contender, reference)
    return sides


def _goal_lines(goal: Goal, medians: Medians) -> list[str]:
    mean, cells = mean_ratio(goal, medians), ratios(goal, medians)
    if mean is None:
        return [f"{goal.title}: not compared"]
    points = [ratio.point for ratio in cells.values()]
    above = sum(point > 1 for point in points) / len(points)
    met = mean.point >= goal.mean and min(points) >= goal.lowest and above >= goal.above_one
    limits = ratios(goal.bound, medians)
    at_most = {cell: f", at most {ratio_text(limit)}" for cell, limit in limits.items()}
    return [
        f"{goal.title}: {ratio_text(mean)}, goal {goal.mean:g}, {'met' if met else 'NOT MET'}",
        f"  lowest {min(points):.2f} (goal {goal.lowest:g}), above 1 in {above:.0%} of cells",
        *_bound_lines(goal, medians),
        *(
            f"  {_short(cell):32} {ratio_text(ratio)}{at_most.get(cell, '')}"
            for cell, ratio in cells.items()
        ),
    ]


def _bound_lines(goal: Goal, medians: Medians) -> list[str]:
    """How much can be reached at all, and where that is less than the goal."""
    bound, limits = mean_ratio(goal.bound, medians), ratios(goal.bound, medians)
    if bound is None:
        return []
    under = [_short(cell) for cell, limit in limits.items() if limit.point < goal.mean]
    told = (
        f"  bare matrix products reach {ratio_text(bound)}: nothing that does them in these BLAS "
        f"can be faster; below {goal.mean:g} in {len(under)} of {len(limits)} cells"
    )
    return [f"{told}: {', '.join(under)}" if under else told]


def fastest(names: tuple[str, ...], of_cell: dict[str, ByProcess]) -> ByProcess:
    """Seconds by process of whoever has the smallest median over processes."""
    present = [of_cell[name] for name in names if name in of_cell]
    return min(present, key=lambda seconds: process_interval([*seconds.values()]).point, default={})


def _short(cell: str) -> str:
    return cell.removeprefix("any-").rpartition("-float64-")[0].replace("-train_step", "")


def ratio_text(ratio: Interval) -> str:
    return f"{ratio.point:5.2f} [{ratio.low:.2f}, {ratio.high:.2f}]"
