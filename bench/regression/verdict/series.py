"""From stored samples to the only datum there is: one log-ratio per case and restart.

Samples of one restart share its memory layout, its hash seed and its place on the machine; they
are no independent evidence, and repeating them changes nothing but the noise of their median.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from propbench.bench.regression.sampling.records import CaseSamples, Compared, Restart
from propbench.bench.regression.sampling.settings import Look
from propbench.bench.regression.sides.place import Role
from propbench.bench.regression.verdict.inference import hodges_lehmann
from propbench.bench.regression.verdict.records import RegressionRun
from propbench.bench.regression.verdict.settings import Settings
from propbench.bench.sampling.pairs import Clock, judging_clock, median_log_ratio

SUITE = "all cases"
CONTROLS = "all controls"
AA_CONTROLS = "all A/A controls"


@dataclass(frozen=True)
class Series:
    """Per-restart log-ratios of one case or group, by look, and what it may lose.

    `margin` and `limit` are log-ratios: the slow-down that is allowed, and the one that has to be
    excluded before the series passes.
    """

    name: str
    values: dict[Look, dict[int, float]]
    margin: float
    limit: float
    members: tuple[str, ...]

    def of(self, *looks: Look) -> list[float]:
        """The values of these looks, one after the other."""
        return [value for look in looks for value in self.values.get(look, {}).values()]


def log_ratio(samples: CaseSamples, clock: Clock, above: Role = "head") -> float:
    """Of another side over base, in one restart."""
    numerator, base = samples.sides[above], samples.sides["base"]
    return median_log_ratio(getattr(numerator, clock), getattr(base, clock))


def case_series(run: RegressionRun) -> list[Series]:
    """One series for each case that was compared."""
    return [_one(run, compared, "head") for compared in _of_kind(run, "case")]


def control_series(run: RegressionRun) -> list[Series]:
    """Frozen kernels, head's process against base's: the same code on both sides."""
    return [_one(run, compared, "head") for compared in _of_kind(run, "control")]


def aa_series(run: RegressionRun) -> list[Series]:
    """Base against base."""
    aa = [compared for compared in run.compared if compared.aa]
    return [_one(run, compared, "aa") for compared in aa]


def group_series(run: RegressionRun, cases: Sequence[Series]) -> list[Series]:
    """Each family with several cases, and the whole suite when there are several families."""
    families: dict[str, list[Series]] = {}
    for compared, series in zip(_of_kind(run, "case"), cases, strict=True):
        families.setdefault(compared.family, []).append(series)
    groups = {name: members for name, members in families.items() if len(members) > 1}
    if len(families) > 1:
        groups[SUITE] = list(cases)
    return [group(name, members, run.settings) for name, members in groups.items()]


def group(name: str, members: Sequence[Series], settings: Settings) -> Series:
    """The centre of the members' values in each restart: a shift that they share.

    The Hodges-Lehmann centre and not the mean, so that one case that moved is not a group.
    """
    looks: tuple[Look, ...] = ("screen", "confirm")
    values = {look: _centres([member.values.get(look, {}) for member in members]) for look in looks}
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


def _one(run: RegressionRun, compared: Compared, above: Role) -> Series:
    clock = judging_clock(compared.threads)
    values: dict[Look, dict[int, float]] = {"screen": {}, "confirm": {}}
    for restart, samples in samples_of(run.restarts, compared.id):
        if samples.first and above in samples.sides:
            values[restart.look][restart.number] = log_ratio(samples, clock, above)
    settings = run.settings
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


def _of_kind(run: RegressionRun, kind: str) -> list[Compared]:
    return [compared for compared in run.compared if compared.kind == kind]
