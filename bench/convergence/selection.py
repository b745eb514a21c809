"""Which start an arm is given: the lowest mean of iterations to the headline target.

A run that never arrives counts with its budget. Equal means (nobody arrived) are told apart by the
mean last loss, then the first of the starts wins.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np

from bench.convergence.trials import Outcome, Start
from impls.contract import Array

FAIR_SHARE = 0.03
"""Of the draws: a start chosen less often is not worth its reported runs."""

Tuned = Mapping[Start, Sequence[Outcome]]


def restricted(outcomes: Sequence[Outcome], target: int, max_iterations: int) -> Array:
    """Iterations to a target, by its place, of each run; the budget where it was not met."""
    arrivals = (outcome.arrivals[target] for outcome in outcomes)
    return np.array([max_iterations if t is None else t for t in arrivals], dtype=float)


def chosen(tuned: Tuned, max_iterations: int) -> Start:
    """The start that these tuning seeds select."""
    times = tuning_times(tuned, max_iterations)
    return list(tuned)[_first(times.mean(axis=1), tie_break(tuned))]


def selectable(tuned: Tuned, max_iterations: int) -> tuple[Start, ...]:
    """The chosen start, and every other that a fair share of other tuning seeds would choose.

    The bootstrap draws the tuning seeds anew, with replacement, and selects again, so these are
    the starts that it needs reported runs of.
    """
    times, ties = tuning_times(tuned, max_iterations), tie_break(tuned)
    n_seeds = times.shape[1]
    draws = product(range(n_seeds), repeat=n_seeds)
    votes = Counter(_first(times[:, draw].mean(axis=1), ties) for draw in draws)
    starts = list(tuned)
    enough = {starts[place] for place, n in votes.items() if n >= FAIR_SHARE * votes.total()}
    return tuple(start for start in starts if start in enough | {chosen(tuned, max_iterations)})


def tie_break(tuned: Tuned) -> Array:
    """Mean last loss of each start; infinite where a run diverged."""
    return np.array(
        [
            np.mean([math.inf if one.diverged else one.last_loss for one in outcomes])
            for outcomes in tuned.values()
        ]
    )


def tuning_times(tuned: Tuned, max_iterations: int) -> Array:
    """Iterations to the headline target, (n_starts, n_seeds)."""
    return np.array([restricted(outcomes, -1, max_iterations) for outcomes in tuned.values()])


def _first(means: Array, ties: Array) -> int:
    return int(np.lexsort((ties, means))[0])
