"""Estimates that are not settled, in words: what single tasks say, and what would decide."""

from collections.abc import Mapping

from propbench.bench.claims.referee.deciding import further_tasks
from propbench.bench.claims.referee.estimates import Estimate, TaskRatio
from propbench.reports.sentences.contests import Contest, factor, span, task_name
from propbench.reports.sentences.lists import everywhere
from propbench.reports.sentences.short import counted


def decides(estimate: Estimate) -> str:
    """What would decide an estimate that cannot be told."""
    pooled = estimate.pooled
    if pooled is None or pooled.k < 2:
        return "more runs would decide"
    n = further_tasks(pooled)
    if n is None:
        return f"{counted(pooled.k)} tasks are too few to say how many would decide"
    return f"about {counted(n)} more task{'s' * (n > 1)} would decide"


def in_numbers(contest: Contest, at: str, estimate: Estimate, *, in_full: bool) -> str:
    """Where tasks differ, or too few are known."""
    by_tasks = _by_tasks(contest, estimate)
    if estimate.outcome == "varies":
        return f"{at} it depends on the task ({by_tasks})".strip()
    n = max(1, len(estimate.tasks))
    tasks = f"{counted(n)} task{'s' * (n > 1)}"
    tail = f"; {decides(estimate)}" if in_full else ""
    return f"{at} {tasks} cannot tell ({by_tasks}){tail}".strip()


def in_words(contest: Contest, places: Mapping[str, Estimate], *, alone: bool) -> str:
    """The same without numbers; `alone` where nothing has said yet who is compared."""
    varies = all(estimate.outcome == "varies" for estimate in places.values())
    what = "it depends on the task" if varies else "cannot tell"
    who = f"{contest.slow} {contest.verbs[0]} {contest.unit.more} than {contest.fast}"
    return f"{what}{f' whether {who}' * alone} {everywhere(places)}".rstrip()


def _by_tasks(contest: Contest, estimate: Estimate) -> str:
    """The lowest and the highest task, each with its direction."""
    tasks = sorted(estimate.tasks, key=lambda each: each.ratio.point)
    ratio = estimate.ratio
    if len(tasks) < 2 or ratio is None:
        return f"the limits are {span(ratio.low, ratio.high)}" if ratio else "no limits"
    (low, few), (high, many) = ((each, _above_one(each)) for each in (tasks[0], tasks[-1]))
    if low.ratio.point < 1 < high.ratio.point:
        return (
            f"{contest.fast} {few} times {contest.unit.as_many} on {task_name(low.task)}, "
            f"{contest.slow} {many} times on {task_name(high.task)}"
        )
    who = contest.slow if low.ratio.point >= 1 else contest.fast
    return (
        f"{who} {few} times {contest.unit.as_many} on {task_name(low.task)}, {many} times on "
        f"{task_name(high.task)}"
    )


def _above_one(each: TaskRatio) -> str:
    return factor(max(each.ratio.point, 1 / each.ratio.point))
