"""How many tuning trials a time budget finishes: seconds per step times iterations per trial."""

from collections.abc import Mapping, Sequence

import numpy as np

from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Series
from propbench.bench.claims.shared.settings import step
from propbench.bench.statistics import Interval, process_interval, product
from propbench.bench.training.arms import Arm
from propbench.bench.training.races import Entrant, Finish
from propbench.bench.training.seeds import N_LOOK
from propbench.bench.training.tuning import restricted

BUDGET_S = 600


def finished_trials(
    evidence: Evidence, race: Finish, ways: Sequence[tuple[str, Arm]]
) -> Mapping[tuple[str, str], Interval]:
    """Trials of one thread in BUDGET_S, by implementation and arm, of those that were timed.

    A trial is a run of the race's tuning: it ends at the headline target, or with its budget where
    that is not met. One that overflows ends earlier, and is counted as if it did not.
    """
    counts = {}
    for implementation, arm in ways:
        seconds = evidence.seconds(step(implementation, arm.activation).id)
        if seconds:
            # Over the rates of each seed, so that there are independent values for an interval.
            iterations = process_interval(_by_seed(race.entrants[arm.name]))
            trial_s = product([iterations, process_interval([*seconds.values()])])
            counts[implementation, arm.name] = _inverse(trial_s)
    return counts


def rows(trials: Mapping[tuple[str, str], Interval]) -> Series:
    """A row for each way of training."""
    return tuple(
        {
            "quantity": "trials",
            "implementation": implementation,
            "arm": arm,
            "value": number.point,
            "low": number.low,
            "high": number.high,
        }
        for (implementation, arm), number in trials.items()
    )


def _by_seed(entrant: Entrant) -> list[float]:
    """Iterations of a trial by tuning seed, over the rates of a first look."""
    looked = [
        restricted(runs[:N_LOOK], -1, entrant.max_iterations) for runs in entrant.tuned.values()
    ]
    return list(map(float, np.mean(looked, axis=0)))


def _inverse(trial_s: Interval) -> Interval:
    point, low, high = (
        BUDGET_S / seconds for seconds in (trial_s.point, trial_s.high, trial_s.low)
    )
    return Interval(point, low, high, trial_s.n, trial_s.kind)
