"""How many tuning trials a time budget finishes: seconds per step times iterations per trial."""

from collections.abc import Mapping, Sequence

import numpy as np

from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.shared.settings import step
from propbench.bench.numbers import count, significant
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


def words(race: Finish, trials: Mapping[tuple[str, str], Interval]) -> str:
    """One sentence, empty without trials."""
    if not trials:
        return ""
    counts = "; ".join(
        f"{_number(number.point)} by {implementation} with {arm} ({_limits(number)})"
        for (implementation, arm), number in trials.items()
    )
    n = len(next(iter(race.entrants.values())).tuned)
    rates = f"{count(n)} learning rate{'s' * (n > 1)}"
    return (
        f" Tuning trials that {count(BUDGET_S // 60)} minutes finish on one thread, as "
        f"{race.race.ruleset.name} makes them ({rates}, each run to the target or for "
        f"{count(race.race.max_iterations)} iterations): {counts}."
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


def _limits(number: Interval) -> str:
    name = "limits" if number.kind == "confidence" else "range"
    return f"{name} {_number(number.low)} to {_number(number.high)}"


def _number(value: float) -> str:
    return significant(value, 2 if value < 10 else 3)
