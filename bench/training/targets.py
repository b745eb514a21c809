"""When a training run has arrived and when it has failed; pure functions of its losses.

`losses` (n,) are mean training losses, losses[t] the one after t iterations.
"""

import numpy as np

from propbench.impls.contract import Array

# A loss that leaps far above its first value and comes back has not diverged: at the learning
# rate that is best for it, sigmoid does so on its way. Counting such leaps as failures makes its
# best allowed rate three times smaller, and ReLU's lead on the shallow network three times larger.
DIVERGED = 10.0
"""A run has diverged when its loss is not finite, or ends above this multiple of its first."""

GUESSES_UNTIL = 2_000
"""A run that has learned nothing in so many iterations is given up as still guessing."""

_NOTHING_LEARNED = 0.01
"""A loss that is within this share of the loss of guessing is still that."""

CURVE_POINTS = 60
"""Points kept of a curve: more cannot be told apart at the size of the page."""


def first_arrival(losses: Array, target: float) -> int | None:
    """Iterations to the first of two consecutive losses at or below the target, if any."""
    met = losses <= target
    arrivals = np.flatnonzero(met[:-1] & met[1:])
    return int(arrivals[0]) if arrivals.size else None


def first_failure(losses: Array) -> int | None:
    """Iterations to the first loss that is not finite, if any."""
    failures = np.flatnonzero(~np.isfinite(losses))
    return int(failures[0]) if failures.size else None


def ending(losses: Array, hardest: float) -> int | None:
    """How many of the losses count, or None for a run that has not ended by itself.

    A run ends at the second loss that confirms the hardest target, or at its last finite loss.
    """
    arrived, failed = first_arrival(losses, hardest), first_failure(losses)
    if arrived is not None and (failed is None or arrived + 1 < failed):
        return arrived + 2
    return failed


def has_diverged(losses: Array) -> bool:
    """Whether a run that was stopped by its budget, or by a loss that is not finite, diverged."""
    # Negated, because every comparison with NaN is false.
    return not losses[-1] <= DIVERGED * losses[0]


def curve_points(max_iterations: int) -> tuple[int, ...]:
    """Iterations at which a curve is kept, for all runs of one budget: 0, then even in the log."""
    spaced = np.geomspace(1, max(1, max_iterations - 1), CURVE_POINTS).astype(int)
    return (0, *np.unique(spaced).tolist())


def guessing_loss(output: str, y: Array) -> float:
    """The lowest cross-entropy of an output that does not look at the examples: the entropy of the
    labels y (n_outputs, m), in nats. Infinite for other losses, whose runs are never given up."""
    if not output.endswith("cross_entropy"):
        return np.inf
    shares = y.mean(axis=1)
    if shares.size == 1:
        shares = np.array([shares[0], 1 - shares[0]])
    shares = shares[shares > 0]
    return float(-(shares * np.log(shares)).sum())


def guesses(loss: float, guessing: float) -> bool:
    """Whether a loss is still that of guessing."""
    return bool(abs(loss - guessing) <= _NOTHING_LEARNED * guessing < np.inf)
