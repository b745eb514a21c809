"""When a training run has arrived and when it has failed; pure functions of its losses.

`losses` (n,) are mean training losses, losses[t] the one after t iterations.
"""

import numpy as np

from impls.contract import Array

TARGETS = (0.5, 0.2, 0.1, 0.05, 0.02, 0.01)
"""Training losses, about evenly spaced in the logarithm; a coin's cross-entropy is 0.693."""

# Fixed on tuning seeds, before any reported run: a loss for which the fastest arm needs 20 to 30
# iterations at a good learning rate, so that one iteration is a small part of the answer and the
# other arms have room, within the budget, to be ten times slower.
_HEADLINE = {"shallow": 0.05, "deep": 0.05}

# A loss that leaps far above its first value and comes back has not diverged: at the learning
# rate that is best for it, sigmoid does so on its way. Counting such leaps as failures makes its
# best allowed rate three times smaller, and ReLU's lead on the shallow network three times larger.
DIVERGED = 10.0
"""A run has diverged when its loss is not finite, or ends above this multiple of its first."""


def headline_target(network: str) -> float:
    """The one target that tuning selects by and sentences quote. Raises LookupError."""
    if network not in _HEADLINE:
        raise LookupError(f"no headline target for {network!r}: there are {', '.join(_HEADLINE)}")
    return _HEADLINE[network]


def targets_of(network: str, role: str) -> tuple[float, ...]:
    """Targets a run is timed to, easiest first; tuning needs none beyond the headline."""
    if role == "reporting":
        return TARGETS
    return tuple(target for target in TARGETS if target >= headline_target(network))


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
