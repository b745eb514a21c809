"""From comparisons to estimates: one pooled ratio for each group in which a question is asked.

Comparisons are of tasks that differ, so that none of them answers a question. Their effects are
pooled over tasks as random effects; settings of one task are averaged first. Holm's correction is
over the estimates of a question, at most six, and never over comparisons.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from propbench.bench.claims.referee.comparison import FASTER, SLOWER, ArmComparison, finding
from propbench.bench.claims.referee.expectations import LONGER, Answer, Expectation, Outcome
from propbench.bench.statistics import Interval, holm
from propbench.bench.statistics.pooling import Effect, Pooled, pool

LEVEL = 0.05
_SMALLEST_P = 1e-300

Group = Callable[[ArmComparison], str | None]
"""The name of the estimate that a comparison belongs to, None where to none."""


@dataclass(frozen=True)
class TaskRatio:
    """The ratio of one task in an estimate, and what it says by itself."""

    task: str
    ratio: Interval
    finding: str


@dataclass(frozen=True)
class Estimate:
    """`pooled` is None of facts, which have no chance in them. `bound` is that of the comparisons
    of which half of one arm's runs did not arrive; `silent` are tasks in which neither did."""

    name: str
    answer: Answer
    outcome: Outcome = "open"
    pooled: Pooled | None = None
    tasks: tuple[TaskRatio, ...] = ()
    bound: str = ""
    silent: tuple[str, ...] = ()
    p: float = 1.0

    @property
    def ratio(self) -> Interval | None:
        """The pooled ratio with its 95 % limits."""
        return self.pooled.ratio if self.pooled else None


@dataclass(frozen=True)
class _Draft:
    """An estimate before Holm's correction, and what it may say with their p-values."""

    estimate: Estimate
    candidates: tuple[tuple[Outcome, float], ...] = (("open", 1.0),)


def everything(_: ArmComparison) -> str:
    """All comparisons in one estimate."""
    return ""


def estimated(
    comparisons: Iterable[ArmComparison],
    expects: Expectation = LONGER,
    group: Group = everything,
    task: str = "task",
) -> tuple[Estimate, ...]:
    """An estimate for each group, in the order of their first comparisons.

    `task` names the factor whose levels are pooled; where comparisons lack it, each is a task.
    """
    groups: dict[str, list[ArmComparison]] = {}
    for comparison in comparisons:
        name = group(comparison)
        if name is not None:
            groups.setdefault(name, []).append(comparison)
    drafts = [_draft(name, members, task) for name, members in groups.items()]
    factors = _holm_factors([min(p for _, p in draft.candidates) for draft in drafts])
    return tuple(
        _answered(draft, factor, expects) for draft, factor in zip(drafts, factors, strict=True)
    )


def _holm_factors(p_values: Sequence[float]) -> list[float]:
    """What Holm's correction multiplies each p-value by."""
    tiny = [max(p, _SMALLEST_P) for p in p_values]
    return [adjusted / p for adjusted, p in zip(holm(tiny), tiny, strict=True)]


def _answered(draft: _Draft, factor: float, expects: Expectation) -> Estimate:
    """The estimate with its answer; `factor` is what Holm multiplies its p-values by."""
    estimate = draft.estimate
    if estimate.pooled is None:
        return estimate
    corrected = ((outcome, factor * p) for outcome, p in draft.candidates)
    by_tasks = (_by_tasks(estimate.tasks), 1.0)
    outcome, p = next((pair for pair in corrected if pair[1] <= LEVEL), by_tasks)
    answer: Answer = "varies" if outcome == "varies" else "open"
    if outcome in expects.yes:
        answer = "yes"
    elif outcome in expects.no:
        answer = "no"
    return replace(estimate, outcome=outcome, answer=answer, p=min(1.0, p))


def _by_tasks(tasks: Sequence[TaskRatio]) -> Outcome:
    """Whether tasks that are known one by one go in different directions."""
    findings = {each.finding for each in tasks}
    known = "inconclusive" not in findings
    return "varies" if known and len(findings) > 1 and "supports" in findings else "open"


def _draft(name: str, members: Sequence[ArmComparison], factor: str) -> _Draft:
    by_task = _by_task(members, factor)
    effects = {task: _effect(settings) for task, settings in by_task.items()}
    known = {task: effect for task, effect in effects.items() if effect is not None}
    silent = tuple(task for task, settings in by_task.items() if _silent(settings))
    if not known:
        return _Draft(Estimate(name, _of_facts(members), silent=silent))
    pooled = pool(list(known.values()))
    bounds = {member.bound for member in members} - {""}
    estimate = Estimate(
        name,
        "open",
        pooled=pooled,
        tasks=tuple(_task_ratio(task, effect) for task, effect in known.items()),
        bound=bounds.pop() if len(bounds) == 1 else "",
        silent=silent,
    )
    return _Draft(estimate, candidates(pooled))


def candidates(pooled: Pooled) -> tuple[tuple[Outcome, float], ...]:
    """What a pooled ratio may say, the most telling first, with p-values.

    A difference too small to matter comes before its direction; it takes two one-sided tests.
    """
    upper, lower = pooled.p_below(SLOWER), pooled.p_above(FASTER)
    return (
        ("same", max(upper, lower)),
        ("above", 2 * pooled.p_above(1.0)),
        ("below", 2 * pooled.p_below(1.0)),
        ("not above", upper),
        ("not below", lower),
    )


def _by_task(members: Sequence[ArmComparison], factor: str) -> dict[str, list[ArmComparison]]:
    tasks: dict[str, list[ArmComparison]] = {}
    for member in members:
        name = member.factors.get(factor) or ", ".join(member.factors.values())
        tasks.setdefault(name, []).append(member)
    return tasks


def _effect(settings: Sequence[ArmComparison]) -> Effect | None:
    """Of one task: the mean over its settings, seed by seed where they share their seeds."""
    known = [setting for setting in settings if setting.effect is not None]
    if not known:
        return None
    lengths = {len(setting.logs) for setting in known}
    if lengths != {0} and len(lengths) == 1:
        return Effect.of_logs(np.mean([setting.logs for setting in known], axis=0))
    effects = [setting.effect for setting in known if setting.effect]
    # As if their errors were one, which is the widest that they can be together.
    return Effect(
        float(np.mean([effect.log for effect in effects])),
        float(np.mean([effect.se for effect in effects])),
        min(effect.n for effect in effects),
    )


def _task_ratio(task: str, effect: Effect) -> TaskRatio:
    ratio = pool([effect]).ratio
    return TaskRatio(task, ratio, finding(ratio))


def _silent(settings: Sequence[ArmComparison]) -> bool:
    return all(setting.is_silent for setting in settings)


def _of_facts(members: Sequence[ArmComparison]) -> Answer:
    """Of comparisons without chance in them."""
    findings = {member.finding for member in members} - {"inconclusive"}
    if not findings:
        return "open"
    if "supports" in findings:
        return "yes" if findings == {"supports"} else "varies"
    return "no"
