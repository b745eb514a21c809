"""One row for each case and group: estimate, interval, p, verdict."""

import math
import statistics
from collections.abc import Mapping, Sequence
from typing import Literal

from propbench.bench.regression.sampling.settings import Look
from propbench.bench.regression.sides.place import Role
from propbench.bench.regression.verdict.clock_disagreement import why_cpu_time_misleads
from propbench.bench.regression.verdict.detectable import minimum_detectable
from propbench.bench.regression.verdict.inference import estimate, slower_p
from propbench.bench.regression.verdict.records import CaseVerdict, RegressionRun
from propbench.bench.regression.verdict.screening import Screened, is_excluded
from propbench.bench.regression.verdict.series import Series, samples_of
from propbench.bench.statistics.multiplicity import holm

DISPLAY_LEVEL = 0.025
"""One-sided level of each printed limit: together 95 %."""


def case_rows(
    run: RegressionRun, cases: Sequence[Screened], unclear: Sequence[str]
) -> list[CaseVerdict]:
    """Verdicts of all cases; a pass is none where CPU time misleads."""
    waits = why_cpu_time_misleads(run)
    return [
        row.model_copy(update={"verdict": "cannot tell", "reason": waits[row.id]})
        if row.verdict == "pass" and row.id in waits
        else row
        for row in decided_rows(run, cases, "case", unclear)
    ]


def decided_rows(
    run: RegressionRun,
    candidates: Sequence[Screened],
    kind: Literal["case", "group"],
    unclear: Sequence[str],
) -> list[CaseVerdict]:
    """Verdicts of all cases, or of all groups: each kind has half of alpha, shared after Holm."""
    p_values = {candidate.series.name: _p(candidate) for candidate in candidates}
    confirmed = [candidate.series.name for candidate in candidates if candidate.look == "confirm"]
    adjusted = dict(zip(confirmed, holm([p_values[name] for name in confirmed]), strict=True))
    return [
        _decided(run, candidate, kind, p_values[candidate.series.name], adjusted, unclear)
        for candidate in candidates
    ]


def describe(
    run: RegressionRun,
    series: Series,
    kind: Literal["case", "group", "control", "aa"],
    look: Look,
    p: float,
    adjusted_p: float,
) -> CaseVerdict:
    """The numbers of a row; its verdict is still open."""
    looks: tuple[Look, ...] = ("screen", "confirm") if kind in ("control", "aa") else (look,)
    values = series.of(*looks)
    seen = estimate(values, DISPLAY_LEVEL) if values else None
    above: Role = "aa" if kind == "aa" else "head"
    known = [
        (samples, plan.calls * plan.slices)
        for plan in run.compared
        if plan.id in series.members
        for restart, samples in samples_of(run.restarts, plan.id)
        if restart.look in looks and above in samples.sides
    ]
    single = kind != "group" and known
    return CaseVerdict(
        id=series.name,
        kind=kind,
        look=look,
        base_s=_call_s([(s.sides["base"].wall_s, n) for s, n in known]) if single else None,
        head_s=_call_s([(s.sides[above].wall_s, n) for s, n in known]) if single else None,
        ratio=math.exp(seen.point) if seen else 1.0,
        low=_finite(seen.low) if seen else None,
        high=_finite(seen.high) if seen else None,
        p=p,
        adjusted_p=adjusted_p,
        verdict="cannot tell",
        reason="",
        minimum_detectable=None,
        restarts=len(values),
        pairs=sum(len(samples.first) for samples, _ in known),
        redone=sum(samples.redone for samples, _ in known),
        disturbed=sum(samples.disturbed for samples, _ in known),
    )


def _decided(
    run: RegressionRun,
    candidate: Screened,
    kind: Literal["case", "group"],
    p: float,
    adjusted: Mapping[str, float],
    unclear: Sequence[str],
) -> CaseVerdict:
    """One row; `adjusted` has every candidate that was confirmed."""
    series, values = candidate.series, candidate.values
    row = describe(run, series, kind, candidate.look, p, adjusted.get(series.name, 1.0))
    verdict, reason = _verdict(candidate, row, run, unclear)
    together = len({*adjusted, series.name})
    smallest = minimum_detectable(values, series, run.settings, together) if values else None
    found = {"verdict": verdict, "reason": reason, "minimum_detectable": smallest}
    return row.model_copy(update=found)


def _p(candidate: Screened) -> float:
    values = candidate.values
    return slower_p(values, candidate.series.margin) if values else 1.0


def _verdict(
    candidate: Screened, row: CaseVerdict, run: RegressionRun, unclear: Sequence[str]
) -> tuple[str, str]:
    settings, series, values = run.settings, candidate.series, candidate.values
    if len(values) < settings.fewest_restarts:
        return "cannot tell", f"only {len(values)} restarts gave a result"
    if unclear:
        return "cannot tell", unclear[0]
    if row.disturbed > settings.most_redone * row.pairs:
        disturbed = f"{row.disturbed} of {row.pairs} pairs"
        return "cannot tell", f"{disturbed} were disturbed by other work to the last try"
    if row.look == "screen":
        return "pass", ""
    if row.adjusted_p <= settings.alpha / 2:
        return "slower", ""
    if is_excluded(values, series, settings):
        return "pass", ""
    return "cannot tell", f"a slow-down of {math.expm1(series.limit):.0%} is not excluded"


def _call_s(samples: list[tuple[list[float], int]]) -> float:
    return statistics.median(seconds / calls for many, calls in samples for seconds in many)


def _finite(log_ratio: float) -> float | None:
    return math.exp(log_ratio) if math.isfinite(log_ratio) else None
