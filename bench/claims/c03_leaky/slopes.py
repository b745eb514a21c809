"""Leaky ReLU over its slopes: the arms, and the best of them by its tuning runs."""

from collections.abc import Iterator

import numpy as np

from propbench.bench.claims.referee.comparing import ArmPair, headline
from propbench.bench.claims.shared.settings import where
from propbench.bench.training.arms import LEAKY_RELU, RELU, Arm
from propbench.bench.training.races import Entrant, Finish
from propbench.bench.training.tuning import restricted
from propbench.bench.training.variants import Variant


def _leaky(slope: float) -> Arm:
    return Arm(f"leaky_{slope:g}", "leaky_relu", "he", slope=slope)


SLOPES = (RELU, _leaky(0.001), LEAKY_RELU, *map(_leaky, (0.03, 0.1, 0.18, 0.3, 0.5, 1.0)))
PRELU = Arm("prelu", "leaky_relu", "he", slope=0.25, variant=Variant(learn_slope=True))
"""ReLU has slope 0; with slope 1 the network is linear and must fail. PReLU learns its slope."""

ARMS = (*SLOPES, PRELU)


def customary_over_best(finish: Finish) -> ArmPair:
    """The slope 0.01 against the best, which is chosen on the tuning seeds and reported on others:
    chosen by the runs that it is judged by, the best would seem better than it is."""
    return ArmPair(finish, LEAKY_RELU.name, best(finish).name, where(finish.race))


def best(finish: Finish) -> Arm:
    """The arm whose tuning runs have the lowest mean; 0.01 where none is lower."""
    return min((LEAKY_RELU, *SLOPES), key=lambda arm: _tuning_mean(finish.entrants[arm.name]))


def by_slope(finish: Finish) -> Iterator[dict[str, str | float]]:
    """Iterations, arrivals and last loss of each arm at its best rate; PReLU by its first slope."""
    place, chosen = headline(finish), best(finish)
    for arm in ARMS:
        entrant = finish.entrants[arm.name]
        yield {
            "quantity": "by_slope",
            **where(finish.race),
            "arm": arm.name,
            "slope": 0.0 if arm == RELU else arm.slope,
            "is_best": float(arm == chosen),
            "iterations": float(np.median(entrant.times(place))),
            "arrived": entrant.reached(place) / len(entrant.outcomes),
            "last_loss": float(np.median([outcome.last_loss for outcome in entrant.outcomes])),
        }


def _tuning_mean(entrant: Entrant) -> float:
    """Iterations at the rate that tuning chose; a run that did not arrive counts its budget."""
    return float(restricted(entrant.tuned[entrant.chosen], -1, entrant.max_iterations).mean())
