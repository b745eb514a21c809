"""Pooled estimates in words: the same words for every claim, on the page and in a terminal."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from propbench.bench.claims.referee.deciding import further_tasks
from propbench.bench.claims.referee.estimates import Estimate, Outcome, TaskRatio
from propbench.bench.numbers import significant
from propbench.bench.statistics import Interval
from propbench.reports.sentences.lists import joined
from propbench.reports.sentences.short import Forms, counted


@dataclass(frozen=True)
class Unit:
    """What a ratio counts: "3 times `as_many`", "`more` than"."""

    as_many: str
    more: str


ITERATIONS = Unit("as many iterations", "more iterations")
SECONDS = Unit("as long", "longer")
ERRORS = Unit("as many errors", "more errors")
LOSS = Unit("as high a loss", "a higher loss")


@dataclass(frozen=True)
class Contest:
    """Two that are compared: a ratio above 1 says that `slow` takes more than `fast`.

    `verbs` are those of slow and of fast.
    """

    slow: str
    fast: str
    unit: Unit = ITERATIONS
    verbs: tuple[str, str] = ("needs", "needs")

    @property
    def turned(self) -> "Contest":
        """The other way round, for a ratio below 1."""
        return Contest(self.fast, self.slow, self.unit, self.verbs[::-1])


Places = Mapping[str, Estimate]
"""Estimates of one contest by where they hold, such as "with one hidden layer"."""

_TASKS = {"digits_even": "even digits", "digits_3_8": "threes and eights"}
_LIMITS_OF_ALL, _LIMITS_OF_FIRST, _NO_LIMITS, _NO_NUMBERS = range(4)
_TURNED: dict[Outcome, Outcome] = {"below": "above", "not below": "not above"}
_FARTHEST = 100.0
"""Limits this far apart say nothing, and are not printed."""


def told(contest: Contest, places: Places) -> Forms:
    """One sentence of all these estimates; empty where none is of ratios.

    What is known comes first, and what cannot be told says what would decide it.
    """
    rendered = ("; ".join(_clauses(contest, places, level)) for level in range(_NO_NUMBERS + 1))
    return tuple(dict.fromkeys(_without_repeats(words) for words in rendered if words))


def factor(value: float) -> str:
    """A factor in two digits, and in three near 1 and from 100 on."""
    return significant(value, 3 if 1 <= value < 2 or value >= 100 else 2)


def span(low: float, high: float) -> str:
    """Two factors, lowest first."""
    return f"{factor(low)} to {factor(high)}"


def task_name(task: str) -> str:
    """A data set as written in a sentence."""
    return _TASKS.get(task, task.replace("_", " "))


def decides(estimate: Estimate) -> str:
    """What would decide an estimate that cannot be told."""
    pooled = estimate.pooled
    if pooled is None or pooled.k < 2:
        return "more runs would decide"
    n = further_tasks(pooled)
    if n is None:
        return f"{counted(pooled.k)} tasks are too few to say how many would decide"
    return f"about {counted(n)} more task{'s' * (n > 1)} would decide"


def _clauses(contest: Contest, places: Places, level: int) -> Iterator[str]:
    """Above, below, alike, no more on either side, and what is not settled."""
    pooled = {at: estimate for at, estimate in places.items() if estimate.pooled}
    unsettled = {at: each for at, each in pooled.items() if each.outcome in ("varies", "open")}
    decided = _by_outcome(contest, {at: pooled[at] for at in pooled if at not in unsettled})
    for (who, outcome), own in decided.items():
        yield _decided(who, outcome, own, level)
    if level < _NO_NUMBERS:
        for at, estimate in unsettled.items():
            yield _unsettled(contest, at, estimate, in_full=level < _NO_LIMITS)
    elif unsettled:
        yield _in_words(contest, unsettled, alone=not decided)
    silent = [at for at, estimate in places.items() if estimate.silent and not estimate.pooled]
    if silent:
        yield f"most runs of both never arrive {_everywhere(silent)}".rstrip()


def _by_outcome(
    contest: Contest, places: Places
) -> Mapping[tuple[Contest, Outcome], list[tuple[str, Estimate]]]:
    """Those that say the same, together, with who takes longer."""
    groups: dict[tuple[Contest, Outcome], list[tuple[str, Estimate]]] = {}
    for at, estimate in places.items():
        who, seen = _seen_from(contest, estimate)
        groups.setdefault((who, seen.outcome), []).append((at, seen))
    return groups


def _seen_from(contest: Contest, estimate: Estimate) -> tuple[Contest, Estimate]:
    """So that ratios are above 1."""
    outcome, pooled = estimate.outcome, estimate.pooled
    if pooled is None or outcome not in _TURNED:
        return contest, estimate
    turned = replace(pooled, log=-pooled.log)
    bound = {"at least": "at most", "at most": "at least"}.get(estimate.bound, "")
    return contest.turned, replace(
        estimate, outcome=_TURNED[outcome], pooled=turned, bound=bound, tasks=()
    )


def _decided(who: Contest, outcome: Outcome, places: list[tuple[str, Estimate]], level: int) -> str:
    if outcome == "above":
        return _more(who, places, level)
    everywhere = _everywhere(at for at, _ in places)
    numbers = [ratio for _, estimate in places if (ratio := estimate.ratio)]
    few = level == _LIMITS_OF_ALL or (level == _LIMITS_OF_FIRST and len(places) == 1)
    if outcome == "same":
        within = f" ({span(*_hull(numbers))} times)" if few else ""
        head = f"{who.slow} {who.verbs[0]} about {who.unit.as_many} as {who.fast}"
    else:
        within = f" (at most {factor(_hull(numbers)[1])} times {who.unit.as_many})" if few else ""
        head = f"{who.slow} {who.verbs[0]} no {who.unit.more} than {who.fast}"
    return f"{head} {everywhere}".rstrip() + within


def _more(who: Contest, places: list[tuple[str, Estimate]], level: int) -> str:
    if level == _NO_NUMBERS:
        everywhere = _everywhere(at for at, _ in places)
        return f"{who.slow} {who.verbs[0]} {who.unit.more} than {who.fast} {everywhere}".rstrip()
    parts = []
    for number, (at, estimate) in enumerate(places):
        ratio = estimate.ratio
        if ratio is None:
            continue
        times = f"{estimate.bound} {factor(ratio.point)} times".strip()
        whom = "" if number else f" {who.unit.as_many} as {who.fast}"
        with_limits = level == _LIMITS_OF_ALL or (level == _LIMITS_OF_FIRST and not number)
        parts.append(f"{times}{whom} {at}".rstrip() + (_limits(ratio) if with_limits else ""))
    return f"{who.slow} {who.verbs[0]} {joined(parts)}"


def _limits(ratio: Interval) -> str:
    return f" ({span(ratio.low, ratio.high)})" if ratio.high < _FARTHEST * ratio.low else ""


def _unsettled(contest: Contest, at: str, estimate: Estimate, *, in_full: bool) -> str:
    """Where tasks differ, or too few are known."""
    by_tasks = _by_tasks(contest, estimate)
    if estimate.outcome == "varies":
        return f"{at} it depends on the task ({by_tasks})".strip()
    n = max(1, len(estimate.tasks))
    tasks = f"{counted(n)} task{'s' * (n > 1)}"
    tail = f"; {decides(estimate)}" if in_full else ""
    return f"{at} {tasks} cannot tell ({by_tasks}){tail}".strip()


def _without_repeats(words: str) -> str:
    """Layers are called hidden once."""
    head, hidden, tail = words.partition(" hidden layer")
    return f"{head}{hidden}{tail.replace(' hidden layers', '')}"


def _in_words(contest: Contest, places: Places, *, alone: bool) -> str:
    """The same without numbers; `alone` where nothing has said yet who is compared."""
    varies = all(estimate.outcome == "varies" for estimate in places.values())
    what = "it depends on the task" if varies else "cannot tell"
    who = f"{contest.slow} {contest.verbs[0]} {contest.unit.more} than {contest.fast}"
    return f"{what}{f' whether {who}' * alone} {_everywhere(places)}".rstrip()


def _everywhere(places: Iterable[str]) -> str:
    return joined([at for at in places if at] or [""])


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


def _hull(ratios: list[Interval]) -> tuple[float, float]:
    return min(ratio.low for ratio in ratios), max(ratio.high for ratio in ratios)
