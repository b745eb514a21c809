"""Leaky ReLU over its slopes: the arms, the best of them as one arm, and what must hold of them."""

from collections.abc import Iterator

import numpy as np

from propbench.bench.claims.c03_leaky.families import member, with_family
from propbench.bench.claims.referee.comparing import headline
from propbench.bench.claims.shared.settings import where
from propbench.bench.training.arms import LEAKY_RELU, RELU, Arm
from propbench.bench.training.races import Finish
from propbench.bench.training.variants import Variant

BEST = "best_slope"


def _leaky(slope: float) -> Arm:
    return Arm(f"leaky_{slope:g}", "leaky_relu", "he", slope=slope)


SLOPES = (RELU, _leaky(0.001), LEAKY_RELU, *map(_leaky, (0.03, 0.1, 0.18, 0.3, 0.5, 1.0)))
PRELU = Arm("prelu", "leaky_relu", "he", slope=0.25, variant=Variant(learn_slope=True))
"""ReLU has slope 0; with slope 1 the network is linear and must fail. PReLU learns its slope."""

ARMS = (*SLOPES, PRELU)


def tuned_over_slopes(finish: Finish) -> Finish:
    """With the best slope as one more arm, which tuning chooses together with the rate."""
    return with_family(finish, BEST, SLOPES)


def by_slope(finish: Finish) -> Iterator[dict[str, str | float]]:
    """Iterations, arrivals and last loss of each arm at its best rate; PReLU by its first slope."""
    place = headline(finish)
    chosen = member(finish.entrants[BEST])
    for arm in ARMS:
        entrant = finish.entrants[arm.name]
        yield {
            **where(finish.race),
            "arm": arm.name,
            "slope": _slope(arm),
            "chosen": "yes" if arm.name == chosen else "no",
            "iterations": float(np.median(entrant.times(place))),
            "arrived": entrant.reached(place) / len(entrant.outcomes),
            "last_loss": float(np.median([outcome.last_loss for outcome in entrant.outcomes])),
        }


def _slope(arm: Arm) -> float:
    return 0.0 if arm == RELU else arm.slope
