"""Cases whose wall time grew and their CPU time did not: they wait, or other threads do the work.

CPU time of the thread judges a one-thread case, because it stands still while other processes have
the core. It stands still in sleep, locks, I/O and work handed to other threads as well; that
may not pass.
"""

import math
from collections.abc import Sequence

from propbench.bench.regression.verdict.inference import estimate, slower_p
from propbench.bench.regression.verdict.records import RegressionRun
from propbench.bench.regression.verdict.series import log_ratio, samples_of
from propbench.bench.statistics.multiplicity import holm

POINT_LEVEL = 0.025


def why_cpu_time_misleads(run: RegressionRun) -> dict[str, str]:
    """The reason, by name of the case, where the clocks disagree by more than a case's margin.

    Judged on all restarts, with the chance of one false report in a run at `contamination_level`.
    """
    settings = run.settings
    judged = [case.id for case in run.compared if case.kind == "case" and case.threads == 1]
    gaps = {name: _gaps(run, name) for name in judged}
    gaps = {name: values for name, values in gaps.items() if values}
    margin = math.log1p(settings.margin)
    p_values = holm([slower_p(values, margin) for values in gaps.values()])
    return {
        name: _reason(values)
        for (name, values), p in zip(gaps.items(), p_values, strict=True)
        if p <= settings.contamination_level
    }


def _gaps(run: RegressionRun, name: str) -> list[float]:
    """Per restart: by how much more the wall time changed than the CPU time, as a log-ratio."""
    return [
        log_ratio(samples, clock="wall_s") - log_ratio(samples, clock="cpu_s")
        for _, samples in samples_of(run.restarts, name)
        if samples.first and "head" in samples.sides
    ]


def _reason(gaps: Sequence[float]) -> str:
    grew = math.expm1(estimate(gaps, POINT_LEVEL).point)
    return f"wall time grew {grew:.0%} more than CPU time: it waits, or works in other threads"
