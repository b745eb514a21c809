"""Pooled estimates in words: the same words for every claim, on the page and in a terminal."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from propbench.bench.claims.referee.comparison import SLOWER
from propbench.bench.claims.referee.estimates import Estimate, TaskRatio
from propbench.bench.claims.referee.expectations import Outcome
from propbench.bench.statistics import Interval
from propbench.reports.sentences import unsettled
from propbench.reports.sentences.contests import Contest, factor, span
from propbench.reports.sentences.lists import everywhere, joined
from propbench.reports.sentences.short import Forms

Places = Mapping[str, Estimate]
"""Estimates of one contest by where they hold, such as "with one hidden layer"."""

_LIMITS_OF_ALL, _LIMITS_OF_FIRST, _NO_LIMITS, _NO_NUMBERS = range(4)
_TURNED: dict[Outcome, Outcome] = {"below": "above", "not below": "not above"}
_MANY = 3
"""Places that are not named one by one where the same holds in all of them."""
_OTHER_BOUND = {"at least": "at most", "at most": "at least", "": ""}


def told(contest: Contest, places: Places) -> Forms:
    """One point of all these estimates; empty where none is of ratios.

    What is known comes first, and what cannot be told says what would decide it.
    """
    rendered = ("; ".join(_clauses(contest, places, level)) for level in range(_NO_NUMBERS + 1))
    return tuple(dict.fromkeys(_without_repeats(words) for words in rendered if words))


def _clauses(contest: Contest, places: Places, level: int) -> Iterator[str]:
    """Above, below, alike, no more on either side, and what is not settled."""
    pooled = {at: estimate for at, estimate in places.items() if estimate.pooled}
    opened = {at: each for at, each in pooled.items() if each.outcome in ("varies", "open")}
    decided = _by_outcome(contest, {at: pooled[at] for at in pooled if at not in opened})
    for (who, outcome), own in decided.items():
        at = "everywhere" if len(own) == len(places) >= _MANY else everywhere(own)
        more = outcome == "above"
        yield _more(who, own, level, at) if more else _alike(who, outcome, own, level, at)
    if level < _NO_LIMITS:
        for at, estimate in opened.items():
            yield unsettled.in_full(contest, at, estimate, alone=not decided)
    elif opened:
        many = "elsewhere" if decided else ""
        at = many if len(opened) >= _MANY else everywhere(opened)
        briefly = unsettled.in_short if level == _NO_LIMITS else unsettled.in_words
        yield briefly(contest, at, tuple(opened.values()), alone=not decided)
    silent = [at for at, estimate in places.items() if estimate.silent and not estimate.pooled]
    if silent:
        yield f"most runs of both never arrive {everywhere(silent)}".rstrip()


def _by_outcome(
    contest: Contest, places: Places
) -> Mapping[tuple[Contest, Outcome], Mapping[str, Estimate]]:
    """Those that say the same, together, with who takes longer; ratios are turned above 1."""
    groups: dict[tuple[Contest, Outcome], dict[str, Estimate]] = {}
    for at, estimate in places.items():
        is_turned = estimate.outcome in _TURNED
        who, seen = (contest.turned, _turned(estimate)) if is_turned else (contest, estimate)
        groups.setdefault((who, seen.outcome), {})[at] = seen
    # What takes more is told before what takes no more.
    return dict(sorted(groups.items(), key=lambda group: group[0][1] != "above"))


def _turned(estimate: Estimate) -> Estimate:
    """Of the same two the other way round."""
    tasks = (TaskRatio(each.task, _inverse(each.ratio), each.finding) for each in estimate.tasks)
    return replace(
        estimate,
        outcome=_TURNED[estimate.outcome],
        pooled=replace(estimate.pooled, log=-estimate.pooled.log) if estimate.pooled else None,
        bound=_OTHER_BOUND[estimate.bound],
        tasks=tuple(tasks),
    )


def _inverse(ratio: Interval) -> Interval:
    return Interval(1 / ratio.point, 1 / ratio.high, 1 / ratio.low, ratio.n, ratio.kind)


def _more(who: Contest, places: Places, level: int, at: str) -> str:
    if level == _NO_NUMBERS:
        words = f"{who.slow} {who.verbs[0]} {who.unit.more} than {who.fast}"
        return f"{words} {at}".rstrip()
    parts: list[str] = []
    for place, estimate in places.items():
        whom = f" {who.unit.as_many} as {who.fast}" * (not parts)
        around = level == _LIMITS_OF_ALL or (level == _LIMITS_OF_FIRST and not parts)
        parts.append(f"{_times(estimate)}{whom} {place}".rstrip() + _around(estimate) * around)
    return f"{who.slow} {who.verbs[0]} {joined(parts)}"


def _alike(who: Contest, outcome: Outcome, places: Places, level: int, at: str) -> str:
    """About as many, or no more."""
    ratios = [ratio for estimate in places.values() if (ratio := estimate.ratio)]
    most = max(ratio.high for ratio in ratios)
    if outcome == "same":
        words = f"about {who.unit.as_many} as {who.fast}"
        limits = f" ({span(min(ratio.low for ratio in ratios), most)} times)"
    else:
        words = f"no {who.unit.more} than {who.fast}"
        limits = f" (at most {factor(most)} times {who.unit.as_much})"
    has_limits = level == _LIMITS_OF_ALL or (level == _LIMITS_OF_FIRST and len(places) == 1)
    return f"{who.slow} {who.verbs[0]} {words} {at}".rstrip() + limits * has_limits


def _times(estimate: Estimate) -> str:
    ratio = estimate.ratio
    return f"{estimate.bound} {factor(ratio.point)} times".strip() if ratio else ""


def _around(estimate: Estimate) -> str:
    """The limits; where they are wide because tasks differ, how the tasks are instead."""
    ratio, pooled = estimate.ratio, estimate.pooled
    if ratio is None or pooled is None:
        return ""
    if pooled.spread > 0 and ratio.high > SLOWER * ratio.point:
        tasks = [each.ratio.point for each in estimate.tasks]
        return f" ({span(min(tasks), max(tasks))} by task)"
    return f" ({span(ratio.low, ratio.high)})"


def _without_repeats(words: str) -> str:
    """Layers are called hidden once."""
    head, hidden, tail = words.partition(" hidden layer")
    return f"{head}{hidden}{tail.replace(' hidden layers', '')}"
