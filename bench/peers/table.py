"""The outcome of a comparison in words and numbers: ratios with intervals, goals met or not."""

from bench.peers.goals import GOALS, Goal
from bench.peers.session import Medians
from bench.statistics import Interval, process_interval, ratio_interval

ByProcess = dict[int, float]


def lines(medians: Medians, missing: list[str]) -> list[str]:
    """One block a goal; a goal whose contenders are not installed says so."""
    told = [f"not installed: {', '.join(missing)}; `make peers` adds them"] if missing else []
    for goal in GOALS:
        told += ["", *_goal_lines(goal, medians)]
    return told


def ratios(goal: Goal, medians: Medians) -> dict[str, Interval]:
    """Ratio of every cell of the goal's threads in which both sides took part."""
    found = {}
    for cell, of_cell in medians.items():
        if not cell.endswith(f"-{goal.threads}t"):
            continue
        contender = fastest(goal.contenders, of_cell)
        reference = fastest(goal.references, of_cell)
        if contender and reference:
            found[cell] = ratio_interval(reference, contender)
    return found


def mean_ratio(goal: Goal, medians: Medians) -> Interval | None:
    """Geometric mean over the cells, process by process, with its interval over processes."""
    cells = ratios(goal, medians)
    if not cells:
        return None
    by_process: dict[int, list[float]] = {}
    for cell in cells:
        contender = fastest(goal.contenders, medians[cell])
        reference = fastest(goal.references, medians[cell])
        for process in contender.keys() & reference.keys():
            by_process.setdefault(process, []).append(reference[process] / contender[process])
    return process_interval([_geometric_mean(values) for values in by_process.values()])


def _goal_lines(goal: Goal, medians: Medians) -> list[str]:
    mean, cells = mean_ratio(goal, medians), ratios(goal, medians)
    if mean is None:
        return [f"{goal.title}: not compared"]
    points = [ratio.point for ratio in cells.values()]
    above = sum(point > 1 for point in points) / len(points)
    met = mean.point >= goal.mean and min(points) >= goal.lowest and above >= goal.above_one
    return [
        f"{goal.title}: {ratio_text(mean)}, goal {goal.mean:g}, {'met' if met else 'NOT MET'}",
        f"  lowest {min(points):.2f} (goal {goal.lowest:g}), above 1 in {above:.0%} of cells",
        *(f"  {_short(cell):32} {ratio_text(ratio)}" for cell, ratio in cells.items()),
    ]


def fastest(names: tuple[str, ...], of_cell: dict[str, ByProcess]) -> ByProcess:
    """Seconds by process of whoever has the smallest median over processes."""
    present = [of_cell[name] for name in names if name in of_cell]
    return min(present, key=lambda seconds: process_interval([*seconds.values()]).point, default={})


def _geometric_mean(values: list[float]) -> float:
    product = 1.0
    for value in values:
        product *= value ** (1 / len(values))
    return product


def _short(cell: str) -> str:
    return cell.removeprefix("any-").rpartition("-float64-")[0].replace("-train_step", "")


def ratio_text(ratio: Interval) -> str:
    return f"{ratio.point:5.2f} [{ratio.low:.2f}, {ratio.high:.2f}]"
