"""From runs of one unit on several losses to comparisons with cross-entropy."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from propbench.bench.claims.c06_squared_error.single_unit import CROSS_ENTROPY
from propbench.bench.claims.c06_squared_error.three_losses import Setting
from propbench.bench.claims.referee.comparison import ArmComparison, compared
from propbench.bench.claims.referee.registration import Series
from propbench.bench.claims.shared.grids import is_at_edge
from propbench.bench.claims.shared.tuned import TunedArm, arm_of
from propbench.bench.results import Observation


@dataclass(frozen=True)
class LossArm:
    """A loss at its tuned rate, and whether that is at the edge of the rates that were tried."""

    tuned: TunedArm
    at_edge: bool


Arms = Mapping[tuple[Setting, str], LossArm]
"""By setting and loss."""


def arms_of(observations: Sequence[Observation]) -> Arms:
    """The arms that these runs are of."""
    runs: dict[tuple[Setting, str], list[Observation]] = {}
    for seen in observations:
        factors = seen.factors
        noise, start = float(factors["noise"]), str(factors["start"])
        where = Setting(str(factors["task"]), noise, start), str(factors["loss"])
        runs.setdefault(where, []).append(seen)
    return {where: _arm(runs[where]) for where in sorted(runs)}


def comparisons(arms: Arms, loss: str, horizon: float) -> Iterator[ArmComparison]:
    """One for each setting in which both losses were run: `loss` over cross-entropy."""
    for (setting, own), arm in arms.items():
        entropy = arms.get((setting, CROSS_ENTROPY))
        if own == loss and entropy is not None:
            where = {**setting._asdict(), "noise": f"{setting.noise:g}"}
            yield compared(arm.tuned.times, entropy.tuned.times, horizon, where)


def by_noise(comparison: ArmComparison) -> str:
    """By the share of training labels that are wrong."""
    noise = float(comparison.factors["noise"])
    return f"{noise:.0%} of the labels wrong" if noise else "all labels right"


def chosen_rates(arms: Arms, horizon: float) -> Series:
    """Of each arm its rate, whether it is at an edge, its mean, and the share that arrived."""
    return tuple(
        {
            **setting._asdict(),
            "loss": loss,
            "rate": arm.tuned.rate,
            "at_edge": "yes" if arm.at_edge else "no",
            "mean": float(arm.tuned.times.mean()),
            "arrived": float((arm.tuned.times < horizon).mean()),
        }
        for (setting, loss), arm in arms.items()
    )


def _arm(runs: Sequence[Observation]) -> LossArm:
    tuned = arm_of(runs)
    return LossArm(tuned, is_at_edge(tuned.rate, (float(seen.factors["rate"]) for seen in runs)))
