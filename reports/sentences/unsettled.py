"""Estimates that are not settled, in words: what single tasks say, and what would decide."""

from collections.abc import Sequence

from propbench.bench.claims.referee.deciding import further_tasks
from propbench.bench.claims.referee.estimates import Estimate, TaskRatio
from propbench.reports.sentences.contests import Contest, factor, span, task_name
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


def in_full(contest: Contest, at: str, estimate: Estimate, *, alone: bool) -> str:
    """One estimate with what would decide it, where too few tasks are known."""
    words = in_short(contest, at, (estimate,), alone=alone)
    return words if estimate.outcome == "varies" else f"{words}; {decides(estimate)}"


def in_short(
    contest: Contest, at: str, estimates: Sequence[Estimate], *, alone: bool = False
) -> str:
    """Several as one: from the lowest of all their tasks to the highest."""
    tasks = [each for estimate in estimates for each in estimate.tasks]
    by_tasks = _by_tasks(contest, tasks) if len(tasks) > 1 else _limits(estimates[0])
    if _vary(estimates):
        return f"{_depends(contest, at, alone=alone)}; {by_tasks}"
    n = max(1, len({each.task for each in tasks}))
    whether = f" whether {_claimed(contest)}" * alone * (not at)
    where = f"{at}, " if at else ""
    return f"{where}{counted(n)} task{'s' * (n > 1)} cannot tell{whether}; {by_tasks}"


def in_words(
    contest: Contest, at: str, estimates: Sequence[Estimate], *, alone: bool = False
) -> str:
    """The same without numbers; `alone` where nothing has said yet who is compared."""
    if _vary(estimates):
        return _depends(contest, at, alone=alone)
    return f"cannot tell{f' whether {_claimed(contest)}' * alone} {at}".rstrip()


def _depends(contest: Contest, at: str, *, alone: bool) -> str:
    opening = (f"whether {_claimed(contest)}", at) if alone else (at, "it")
    return " ".join(filter(None, (*opening, "depends on the task")))


def _vary(estimates: Sequence[Estimate]) -> bool:
    return all(estimate.outcome == "varies" for estimate in estimates)


def _claimed(contest: Contest) -> str:
    return f"{contest.slow} {contest.verbs[0]} {contest.unit.more} than {contest.fast}"


def _limits(estimate: Estimate) -> str:
    ratio = estimate.ratio
    return f"the limits are {span(ratio.low, ratio.high)}" if ratio else "no limits"


def _by_tasks(contest: Contest, tasks: Sequence[TaskRatio]) -> str:
    """The lowest and the highest of two or more, each with its direction."""
    ordered = sorted(tasks, key=lambda each: each.ratio.point)
    (low, few), (high, many) = ((each, _above_one(each)) for each in (ordered[0], ordered[-1]))
    if low.ratio.point < 1 < high.ratio.point:
        return (
            f"on {task_name(low.task)} {contest.fast} {contest.verbs[1]} {few} times "
            f"{contest.unit.as_many}, on {task_name(high.task)} {contest.slow} {many} times"
        )
    who = contest if low.ratio.point >= 1 else contest.turned
    return (
        f"{who.slow} {who.verbs[0]} {few} times {contest.unit.as_many} on "
        f"{task_name(low.task)}, {many} times on {task_name(high.task)}"
    )


def _above_one(each: TaskRatio) -> str:
    return factor(max(each.ratio.point, 1 / each.ratio.point))
