"""From runs of one unit on several losses to comparisons, against cross-entropy."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import numpy as np

from propbench.bench.claims.c06_squared_error.single_unit import CROSS_ENTROPY
from propbench.bench.claims.c06_squared_error.three_losses import RATES, Setting
from propbench.bench.claims.referee.comparison import ArmComparison, compared
from propbench.bench.claims.referee.registration import Series
from propbench.bench.claims.shared.tuned import TunedArm, arm_of
from propbench.bench.results import Observation

Arms = dict[tuple[Setting, str], TunedArm]
"""By setting and loss."""


def arms_of(observations: Sequence[Observation]) -> Arms:
    """The arms that these runs are of."""

    def key(seen: Observation) -> tuple[Setting, str]:
        factors = seen.factors
        noise, start = float(factors["noise"]), str(factors["start"])
        return Setting(str(factors["task"]), noise, start), str(factors["loss"])

    alike = groupby(sorted(observations, key=key), key)
    return {where: arm_of(list(runs)) for where, runs in alike}


def loss_cells(
    arms: Arms, loss: str, horizon: float, further: Mapping[str, str]
) -> Iterator[ArmComparison]:
    """For each setting in which both losses were run: `loss` over cross-entropy."""
    for setting in [setting for setting, own in arms if own == loss]:
        if (setting, CROSS_ENTROPY) in arms:
            slow, fast = arms[setting, loss], arms[setting, CROSS_ENTROPY]
            labels = {"task": setting.task, "noise": f"{setting.noise:g}", "start": setting.start}
            yield compared(slow.times, fast.times, horizon, {**labels, **further})


def chosen_rates(arms: Arms, horizon: float) -> Series:
    """Of each arm the chosen rate, whether it is at the grid's edge, and the share that arrived."""
    return tuple(
        {
            **setting._asdict(),
            "quantity": "chosen",
            "loss": loss,
            "rate": arm.rate,
            "at_edge": "yes" if arm.rate in (RATES[0], RATES[-1]) else "no",
            "arrived": float(np.mean(arm.times < horizon)),
            "value": float(np.median(arm.times)),
        }
        for (setting, loss), arm in arms.items()
    )
