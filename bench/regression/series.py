"""From stored samples to the only datum there is: one log-ratio per case and restart.

Samples of one restart share its memory layout, its hash seed and its place on the machine; they
are no independent evidence, and repeating them changes nothing but the noise of their median.
"""

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from propbench.bench.regression.inference import hodges_lehmann
from propbench.bench.regression.records import CaseSamples, Compared, Comparison, Restart
from propbench.bench.regression.settings import Settings, Side, Stage

Clock = Literal["cpu_s", "wall_s"]
SUITE = "all cases"
CONTROLS = "all controls"
TWINS = "all base-against-base"


@dataclass(frozen=True)
class Series:
    """Per-restart log-ratios of one case or group, by stage, and what it may lose.

    `margin` and `limit` are log-ratios: the slow-down that is allowed, and the one that has to be
    excluded before the series passes.
    """

    name: str
    values: dict[Stage, dict[int, float]]
    margin: float
    limit: float
    members: tuple[str, ...]

    def of(self, *stages: Stage) -> list[float]:
        """The values of these stages, one after the other."""
        return [value for stage in stages for value in self.values.get(stage, {}).values()]


def judging_clock(threads: int) -> Clock:
    """CPU time leaves out when the thread was not running; with several threads it would leave out
    waiting too, so that there the wall clock judges.
    """
    return "cpu_s" if threads == 1 else "wall_s"


def log_ratio(samples: CaseSamples, clock: Clock, above: Side = "head") -> float:
    """Median over pairs of log(above / base)."""
    numerator = getattr(samples.sides[above], clock)
    denominator = getattr(samples.sides["base"], clock)
    return statistics.median(
        math.log(one / other) for one, other in zip(numerator, denominator, strict=True)
    )


def case_series(comparison: Comparison) -> list[Series]:
    """One series for each case that was compared."""
    return [_one(comparison, compared, "head") for compared in _of_kind(comparison, "case")]


def control_series(comparison: Comparison) -> list[Series]:
    """Frozen kernels, head's process against base's: the same code on both sides."""
    return [_one(comparison, compared, "head") for compared in _of_kind(comparison, "control")]


def twin_series(comparison: Comparison) -> list[Series]:
    """Base against base."""
    twins = [compared for compared in comparison.compared if compared.twin]
    return [_one(comparison, compared, "twin") for compared in twins]


def group_series(comparison: Comparison, cases: Sequence[Series]) -> list[Series]:
    """Each family with several cases, and the whole suite when there are several families."""
    families: dict[str, list[Series]] = {}
    for compared, series in zip(_of_kind(comparison, "case"), cases, strict=True):
        families.setdefault(compared.family, []).append(series)
    groups = {name: members for name, members in families.items() if len(members) > 1}
    if len(families) > 1:
        groups[SUITE] = list(cases)
    return [group(name, members, comparison.settings) for name, members in groups.items()]


def group(name: str, members: Sequence[Series], settings: Settings) -> Series:
    """The centre of the members' values in each restart: a shift that they share.

    The Hodges-Lehmann centre and not the mean, so that one case that moved is not a group.
    """
    stages: tuple[Stage, ...] = ("screen", "confirm")
    values = {
        stage: _centres([member.values.get(stage, {}) for member in members]) for stage in stages
    }
    return Series(
        name,
        values,
        math.log1p(settings.group_margin),
        math.log1p(settings.group_non_inferiority),
        tuple(member.name for member in members),
    )


def _centres(members: Sequence[dict[int, float]]) -> dict[int, float]:
    """Over the restarts in which every member was measured."""
    shared = [number for number in members[0] if all(number in values for values in members)]
    return {number: hodges_lehmann([values[number] for values in members]) for number in shared}


def _one(comparison: Comparison, compared: Compared, above: Side) -> Series:
    clock = judging_clock(compared.threads)
    values: dict[Stage, dict[int, float]] = {"screen": {}, "confirm": {}}
    for restart, samples in samples_of(comparison.restarts, compared.id):
        if samples.first and above in samples.sides:
            values[restart.stage][restart.number] = log_ratio(samples, clock, above)
    settings = comparison.settings
    margin, limit = math.log1p(settings.margin), math.log1p(settings.non_inferiority)
    return Series(compared.id, values, margin, limit, (compared.id,))


def samples_of(restarts: Iterable[Restart], name: str) -> list[tuple[Restart, CaseSamples]]:
    """The samples of one case in every restart that has them."""
    return [
        (restart, samples)
        for restart in restarts
        for samples in restart.samples
        if samples.id == name
    ]


def _of_kind(comparison: Comparison, kind: str) -> list[Compared]:
    return [compared for compared in comparison.compared if compared.kind == kind]
