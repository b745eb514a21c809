"""Which start an arm is given: the lowest mean of iterations to the headline target.

A run that never arrives counts with its budget. Equal means (nobody arrived) are told apart by the
mean last loss, then the first of the starts wins.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from propbench.bench.convergence.trials import Outcome, Start
from propbench.bench.statistics import contenders
from propbench.bench.statistics.intervals import Values

Tuned = Mapping[Start, Sequence[Outcome]]


def restricted(outcomes: Sequence[Outcome], target: int, max_iterations: int) -> Values:
    """Iterations to a target, by its place, of each run; the budget where it was not met.

    A run that begins below its target counts with one iteration, because ratios are made of them.
    """
    arrivals = (outcome.arrivals[target] for outcome in outcomes)
    return np.array([max_iterations if t is None else max(1, t) for t in arrivals], np.float64)


def chosen(tuned: Tuned, max_iterations: int) -> Start:
    """The start that these tuning seeds select."""
    times = tuning_times(tuned, max_iterations)
    return list(tuned)[_first(times.mean(axis=1), tie_break(tuned))]


def reportable(tuned: Tuned, max_iterations: int) -> tuple[Start, ...]:
    """The chosen start, and those that other draws of the tuning seeds would choose.

    The interval of a comparison knows the noise of tuning only from starts that are reported.
    """
    places = contenders(tuning_times(tuned, max_iterations), max_iterations, tie_break(tuned))
    starts = list(tuned)
    return tuple(starts[place] for place in places)


def tie_break(tuned: Tuned) -> Values:
    """Mean last loss of each start; infinite where a run diverged."""
    losses = [
        [math.inf if one.diverged else one.last_loss for one in outcomes]
        for outcomes in tuned.values()
    ]
    return np.array(losses).mean(axis=1)


def tuning_times(tuned: Tuned, max_iterations: int) -> Values:
    """Iterations to the headline target, (n_starts, n_seeds)."""
    return np.array([restricted(outcomes, -1, max_iterations) for outcomes in tuned.values()])


def _first(means: Values, ties: Values) -> int:
    return int(np.lexsort((ties, means))[0])
