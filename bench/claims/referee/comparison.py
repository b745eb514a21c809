"""A comparison: one setting in which a question is asked, with the ratio that was found there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from propbench.bench.claims.referee.arm_summary import ArmSummary
from propbench.bench.statistics import Interval
from propbench.bench.statistics.paired import Times, log_ratios, median_ratio
from propbench.bench.statistics.pooling import Effect

Finding = Literal["supports", "contradicts", "equivalent", "inconclusive"]

FASTER, SLOWER = 0.80, 1.25
"""Ratios between them are too close to 1 to matter in practice."""

HALF = 0.5
"""Of an arm's runs: where fewer arrive, its median is not known."""


@dataclass(frozen=True)
class ArmComparison:
    """`factors` name the setting, as {"depth": "1", "ruleset": "R1"}; those of a question share
    their names.

    `ratio` is above one where the claim is right: of medians, where the arms have runs. `effect`
    is what pooling takes, None where there is nothing to pool; `logs` are the logarithms by seed
    that it is made of, where there are seeds. Without an effect `finding` is a fact. `bound` is
    "at least" or "at most" where half of one arm's runs did not arrive. `note` is what else a
    reader must know. `arms` are the two of a race.
    """

    factors: Mapping[str, str]
    finding: Finding
    ratio: Interval | None = None
    note: str = ""
    effect: Effect | None = None
    logs: tuple[float, ...] = ()
    bound: Literal["", "at least", "at most"] = ""
    arms: tuple[ArmSummary, ...] = ()

    @property
    def is_silent(self) -> bool:
        """Whether half of neither arm arrived, so that there is nothing to compare."""
        return bool(self.arms) and self.ratio is None


def compared(
    slow: Times, fast: Times, horizon: float, factors: Mapping[str, str], note: str = ""
) -> ArmComparison:
    """Times of two arms by seed, (n_seeds,) each; the claim says that `slow` takes longer.

    A time at or past the horizon is of a run that did not arrive. Raises ValueError on different
    numbers of seeds.
    """
    ratio = median_ratio(slow, fast, horizon)
    if ratio is None:
        return ArmComparison(factors, "inconclusive", note=note)
    logs = log_ratios(slow, fast, horizon) if ratio.kind == "confidence" else ()
    return ArmComparison(
        factors,
        finding(ratio),
        ratio,
        note,
        Effect.of_logs(logs) if logs else None,
        logs,
        _bound(slow, fast, horizon),
    )


def finding(ratio: Interval, margins: tuple[float, float] = (FASTER, SLOWER)) -> Finding:
    """What one comparison says by itself: on which side of 1 its limits are, or that they are
    within the margins. A range of a few seeds has no limits and says nothing."""
    lower, upper = margins
    if ratio.kind != "confidence":
        return "inconclusive"
    if lower <= ratio.low and ratio.high <= upper:
        return "equivalent"
    if ratio.low > 1:
        return "supports"
    return "contradicts" if ratio.high < 1 else "inconclusive"


def _bound(slow: Times, fast: Times, horizon: float) -> Literal["", "at least", "at most"]:
    slow_arrives, fast_arrives = ((times < horizon).mean() >= HALF for times in (slow, fast))
    if slow_arrives == fast_arrives:
        return ""
    return "at least" if fast_arrives else "at most"
