"""One row for each case and group: estimate, interval, p, verdict."""

import math
import statistics
from collections.abc import Sequence
from typing import Literal

from propbench.bench.regression.inference import estimate, holm, slower_p
from propbench.bench.regression.power import catches
from propbench.bench.regression.records import CaseVerdict, Comparison
from propbench.bench.regression.screening import is_excluded, is_promoted
from propbench.bench.regression.series import Series, samples_of
from propbench.bench.regression.settings import Side, Stage
from propbench.bench.regression.waiting import why_cpu_time_misleads

DISPLAY_LEVEL = 0.025
"""One-sided level of each printed limit: together 95 %."""

Decided = Literal["case", "group"]


def decided_rows(
    comparison: Comparison, everything: Sequence[Series], kind: Decided, unclear: list[str]
) -> list[CaseVerdict]:
    """Verdicts of all cases, or of all groups: each kind has half of alpha, shared after Holm."""
    settings = comparison.settings
    promoted = {one.name for one in everything if is_promoted(one, settings)}
    stages: dict[str, Stage] = {
        one.name: "confirm" if one.name in promoted else "screen" for one in everything
    }
    p_values = {one.name: _p(one, stages[one.name]) for one in everything}
    names = [one.name for one in everything if one.name in promoted]
    adjusted = dict(zip(names, holm([p_values[name] for name in names]), strict=True))
    waits = why_cpu_time_misleads(comparison) if kind == "case" else {}
    rows = []
    for one in everything:
        p = adjusted.get(one.name, 1.0)
        row = describe(comparison, one, kind, stages[one.name], p_values[one.name], p)
        verdict, reason = _verdict(one, row, comparison, unclear)
        if verdict == "pass" and one.name in waits:
            verdict, reason = "cannot tell", waits[one.name]
        rows.append(
            row.model_copy(
                update={
                    "verdict": verdict,
                    "reason": reason,
                    "catches": _catches(one, stages[one.name], comparison, len({*names, one.name})),
                }
            )
        )
    return rows


def describe(
    comparison: Comparison,
    series: Series,
    kind: Literal["case", "group", "control", "twin"],
    stage: Stage,
    p: float,
    adjusted_p: float,
) -> CaseVerdict:
    """The numbers of a row; its verdict is still open."""
    stages: tuple[Stage, ...] = ("screen", "confirm") if kind in ("control", "twin") else (stage,)
    values = series.of(*stages)
    seen = estimate(values, DISPLAY_LEVEL) if values else None
    above: Side = "twin" if kind == "twin" else "head"
    known = [
        (samples, one.calls * one.slices)
        for one in comparison.compared
        if one.id in series.members
        for restart, samples in samples_of(comparison.restarts, one.id)
        if restart.stage in stages and above in samples.sides
    ]
    single = kind != "group" and known
    return CaseVerdict(
        id=series.name,
        kind=kind,
        stage=stage,
        base_s=_call_s([(s.sides["base"].wall_s, n) for s, n in known]) if single else None,
        head_s=_call_s([(s.sides[above].wall_s, n) for s, n in known]) if single else None,
        ratio=math.exp(seen.point) if seen else 1.0,
        low=_finite(seen.low) if seen else None,
        high=_finite(seen.high) if seen else None,
        p=p,
        adjusted_p=adjusted_p,
        verdict="cannot tell",
        reason="",
        catches=None,
        restarts=len(values),
        pairs=sum(len(samples.first) for samples, _ in known),
        redone=sum(samples.redone for samples, _ in known),
        disturbed=sum(samples.disturbed for samples, _ in known),
    )


def _p(series: Series, stage: Stage) -> float:
    values = series.of(stage)
    return slower_p(values, series.margin) if values else 1.0


def _verdict(
    series: Series, row: CaseVerdict, comparison: Comparison, unclear: list[str]
) -> tuple[str, str]:
    settings, values = comparison.settings, series.of(row.stage)
    if len(values) < settings.fewest_restarts:
        return "cannot tell", f"only {len(values)} restarts gave a result"
    if unclear:
        return "cannot tell", unclear[0]
    if row.disturbed > settings.most_redone * row.pairs:
        disturbed = f"{row.disturbed} of {row.pairs} pairs"
        return "cannot tell", f"{disturbed} were disturbed by other work to the last try"
    if row.stage == "screen":
        return "pass", ""
    if row.adjusted_p <= settings.alpha / 2:
        return "slower", ""
    if is_excluded(values, series, settings):
        return "pass", ""
    return "cannot tell", f"a slow-down of {math.expm1(series.limit):.0%} is not excluded"


def _catches(series: Series, stage: Stage, comparison: Comparison, candidates: int) -> float | None:
    values = series.of(stage)
    return catches(values, series, comparison.settings, candidates) if values else None


def _call_s(samples: list[tuple[list[float], int]]) -> float:
    return statistics.median(seconds / calls for many, calls in samples for seconds in many)


def _finite(log_ratio: float) -> float | None:
    return math.exp(log_ratio) if math.isfinite(log_ratio) else None
