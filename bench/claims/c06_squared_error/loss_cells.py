"""From runs of one unit on several losses to cells, cross-entropy being what others are held to."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np

from propbench.bench.claims.c06_squared_error.single_unit import CROSS_ENTROPY
from propbench.bench.claims.c06_squared_error.three_losses import RATES, Setting
from propbench.bench.claims.referee.arm_comparison import compared
from propbench.bench.claims.referee.comparing import corrected
from propbench.bench.claims.referee.registration import Series
from propbench.bench.claims.referee.verdicts import ArmComparison
from propbench.bench.claims.shared.tuned import arm_of
from propbench.bench.numbers import percent, significant
from propbench.bench.results import Observation
from propbench.bench.statistics import TuningTimes
from propbench.bench.training.tuning import lowest
from propbench.impls.contract import Array

Arms = dict[tuple[Setting, str], TuningTimes]
"""By setting and loss; rates are RATES, in their order."""


class Chosen(NamedTuple):
    """The rate that tuning chose, and the times of its reporting runs (n_seeds,)."""

    rate: float
    times: Array


def arms_of(observations: Sequence[Observation]) -> Arms:
    """The arms that these runs are of."""

    def key(seen: Observation) -> tuple[Setting, str]:
        factors = seen.factors
        noise, start = float(factors["noise"]), str(factors["start"])
        return Setting(str(factors["task"]), noise, start), str(factors["loss"])

    alike = groupby(sorted(observations, key=key), key)
    return {where: arm_of(list(runs)) for where, runs in alike}


def chosen(arm: TuningTimes) -> Chosen:
    """What tuning selects: the lowest mean, of equal ones the first."""
    place = lowest(arm.tuning)
    return Chosen(float(RATES[place]), arm.reporting[place])


def loss_cells(
    arms: Arms, loss: str, horizon: float, further: Mapping[str, str]
) -> tuple[ArmComparison, ...]:
    """A cell for each setting in which both losses were run: `loss` over cross-entropy."""
    return corrected(
        compared(
            arms[setting, loss],
            arms[setting, CROSS_ENTROPY],
            horizon,
            {
                "task": setting.task,
                "noise": f"{setting.noise:g}",
                "start": setting.start,
                **further,
            },
            note="; ".join(_reached(arms, setting, own, horizon) for own in (loss, CROSS_ENTROPY)),
        )
        for setting in [setting for setting, own in arms if own == loss]
        if (setting, CROSS_ENTROPY) in arms
    )


def _reached(arms: Arms, setting: Setting, loss: str, horizon: float) -> str:
    """How many runs of a loss arrived, and at which rate; of errors, their mean."""
    best = chosen(arms[setting, loss])
    n = int((best.times < horizon).sum())
    reached = f"arrived in {n} of {best.times.size} runs"
    if horizon == 1:
        reached = f"{percent(float(best.times.mean()))} wrong"
    return f"{loss} {reached} at rate {significant(best.rate)}"


def arrived(arms: Arms, loss: str, horizon: float) -> tuple[int, int]:
    """How many reporting runs of a loss arrived at its chosen rates, and of how many."""
    times = [chosen(arm).times for (_, own), arm in arms.items() if own == loss]
    return sum(int((runs < horizon).sum()) for runs in times), sum(runs.size for runs in times)


def chosen_rates(arms: Arms) -> Series:
    """The chosen rate of each arm, whether it is at the grid's edge, and its mean."""
    return tuple(
        {
            **setting._asdict(),
            "loss": loss,
            "rate": best.rate,
            "at_edge": "yes" if best.rate in (RATES[0], RATES[-1]) else "no",
            "mean": float(np.mean(best.times)),
        }
        for (setting, loss), arm in arms.items()
        for best in [chosen(arm)]
    )
