"""From finished races to cells: the same two arms, at any target and under any penalty.

A comparison is read at the headline target under the restricted mean. It is read again at every
target and under every other penalty for runs that did not arrive, because an answer that hangs on
either is an answer about the protocol.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from propbench.bench.claims.referee.arm_comparison import RESTRICTED, assessed, compared
from propbench.bench.claims.referee.arm_summary import in_words, summary_of
from propbench.bench.claims.referee.verdicts import (
    SLOWER,
    ArmComparison,
    Finding,
    VerdictWord,
    after_holm,
    verdict,
)
from propbench.bench.statistics import PENALTIES, TuningTimes
from propbench.bench.training.races import Entrant, Finish
from propbench.bench.training.tasks import N_TARGETS, TASKS
from propbench.bench.training.tuning import restricted

OTHERS = tuple(name for name in PENALTIES if name != RESTRICTED)
"""Penalties beside the one that cells are judged under."""

_VARIATION_RESAMPLES = 500
"""Enough for a verdict at another target; the cells themselves get twenty times as many."""

_OPPOSED = frozenset({"supported", "not supported", "depends"})
"""Verdicts that say something: a protocol under which nothing is known contradicts none."""


class ArmPair(NamedTuple):
    """`slow` and `fast` name arms of the finish: the claim says that `slow` takes longer."""

    finish: Finish
    slow: str
    fast: str
    factors: Mapping[str, str]


@dataclass(frozen=True)
class Conclusion:
    """What comparisons say together.

    `cells` are those of the headline protocol, after Holm. `flips` are the other protocols whose
    verdict differs, as rows of protocol, level and verdict.
    """

    verdict: VerdictWord
    factor: str
    cells: tuple[ArmComparison, ...]
    flips: tuple[Mapping[str, str], ...]


def compare(
    finish: Finish,
    slow: str,
    fast: str,
    factors: Mapping[str, str],
    *,
    target: int | None = None,
    **protocol: Any,
) -> ArmComparison:
    """One cell: iterations of `slow` over those of `fast`, tuning noise in the interval.

    `target` is a place among the task's targets, the headline without one; `protocol` as of
    `assessed`.
    """
    place = headline(finish) if target is None else target
    arms = tuple(summary_of(finish.entrants[name], place) for name in (slow, fast))
    horizon, note = finish.race.max_iterations, "; ".join(map(in_words, arms))
    cell = compared(*_times(finish, slow, fast, place), horizon, factors, note=note, **protocol)
    return replace(cell, arms=arms)


def conclude(
    comparisons: Sequence[ArmPair],
    share: float,
    margin: float = SLOWER,
    *,
    non_inferiority: bool = False,
) -> Conclusion:
    """The verdict on comparisons, one that another penalty turns round called a dependence."""
    asked: dict[str, Any] = {"margin": margin, "non_inferiority": non_inferiority}

    def cells_at(target: int | None = None, **protocol: Any) -> tuple[ArmComparison, ...]:
        """Without words, which none but the headline's need."""
        return corrected(_bare(pair, target, **asked, **protocol) for pair in comparisons)

    cells = _with_penalties(
        corrected(compare(*pair, **asked) for pair in comparisons),
        {name: cells_at(penalty=name) for name in OTHERS},
    )
    answer = verdict(cells, share)
    under = under_penalties(cells, share)
    rows = [
        *_at_targets(cells_at, share),
        *(_row("penalty", name, word) for name, word in under.items()),
    ]
    flips = tuple(row for row in rows if row["verdict"] != answer.word)
    if any(_opposed(word, answer.word) for word in under.values()):
        return Conclusion("depends", "censoring", cells, flips)
    return Conclusion(answer.word, answer.factor or "", cells, flips)


def corrected(cells: Iterable[ArmComparison]) -> tuple[ArmComparison, ...]:
    """The registered cells of one question, those that Holm holds back inconclusive."""
    registered = tuple(cells)
    findings = [cell.finding for cell in registered]
    kept = after_holm(findings, [cell.p_value for cell in registered])
    return tuple(replace(cell, finding=one) for cell, one in zip(registered, kept, strict=True))


def headline(finish: Finish) -> int:
    """The place of the headline target."""
    task = TASKS[finish.race.task]
    return task.targets.index(task.headline_target)


def under_penalties(cells: Sequence[ArmComparison], share: float) -> dict[str, VerdictWord]:
    """The verdict on cells of races under each other penalty; none on any other cells."""
    if not cells or not all(cell.under for cell in cells):
        return {}
    return {
        name: verdict([replace(cell, finding=cell.under[name]) for cell in cells], share).word
        for name in OTHERS
    }


def _with_penalties(
    cells: tuple[ArmComparison, ...], others: Mapping[str, tuple[ArmComparison, ...]]
) -> tuple[ArmComparison, ...]:
    """The cells with what each would find under every other penalty."""
    by_cell = zip(*others.values(), strict=True)
    return tuple(
        replace(cell, under=_findings(others, own))
        for cell, own in zip(cells, by_cell, strict=True)
    )


def _findings(names: Iterable[str], cells: Iterable[ArmComparison]) -> dict[str, Finding]:
    return {name: cell.finding for name, cell in zip(names, cells, strict=True)}


def _at_targets(
    cells_at: Callable[..., tuple[ArmComparison, ...]], share: float
) -> list[dict[str, str]]:
    """The verdict at each target, by its place from the easiest."""
    return [
        _row("target", f"{place + 1}", verdict(cells, share).word)
        for place in range(N_TARGETS)
        for cells in [cells_at(resamples=_VARIATION_RESAMPLES, target=place)]
    ]


def _row(protocol: str, level: str, word: VerdictWord) -> dict[str, str]:
    return {"protocol": protocol, "level": level, "verdict": word}


def _opposed(one: str, other: str) -> bool:
    return one != other and {one, other} <= _OPPOSED


def _bare(pair: ArmPair, target: int | None, **protocol: Any) -> ArmComparison:
    finish, slow, fast, factors = pair
    times = _times(finish, slow, fast, headline(finish) if target is None else target)
    return assessed(*times, finish.race.max_iterations, factors, **protocol)[0]


def _times(finish: Finish, slow: str, fast: str, target: int) -> tuple[TuningTimes, TuningTimes]:
    return times_of(finish.entrants[slow], target), times_of(finish.entrants[fast], target)


def times_of(entrant: Entrant, target: int) -> TuningTimes:
    """Iterations to a target of every start, rows of NaN for those that were not reported."""
    unreported = np.full(len(entrant.outcomes), np.nan)
    reporting = np.array(
        [
            restricted(entrant.reported[start], target, entrant.max_iterations)
            if start in entrant.reported
            else unreported
            for start in entrant.tuned
        ]
    )
    return TuningTimes(entrant.tuning_times, reporting, entrant.tie_break)
