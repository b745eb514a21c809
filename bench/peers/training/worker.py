"""One process, one contender: every sweep is checked and then timed.

The check trains a few steps, which also starts and compiles whatever has to be: neither is timed.
"""

import sys
import time

import numpy as np

from propbench import impls
from propbench.bench.peers.training.contenders import CONTENDERS, Train
from propbench.bench.peers.training.sweep import SWEEPS, Batch, Sweep, batch

REFERENCE = "numpy_vectorized"
CHECK_STEPS = 20
CHECK_BOUND = 1e-9
"""Of the largest loss; the largest learning rates multiply roundings from step to step."""
TIMED_S = 1.0
"""A sweep shorter than this is repeated."""


def main(name: str) -> dict[str, list[float]]:
    """Seconds of each repetition by the title of the sweep, of the contender of this name."""
    train = CONTENDERS[name].train
    return {sweep.title: _seconds(train, sweep) for sweep in SWEEPS}


def require_right(train: Train, given: Batch) -> None:
    """Exit, saying so, unless the losses of the first steps are those of the reference."""
    expected, _ = impls.load(REFERENCE).dense.train_many(
        given.network, given.parameters, given.x, given.y, given.learning_rates, CHECK_STEPS
    )
    worst = np.abs(train(given, CHECK_STEPS) - expected).max() / np.abs(expected).max()
    if not worst <= CHECK_BOUND:
        sys.exit(f"losses on {given.network.sizes} differ by {worst:g} of the largest")


def _seconds(train: Train, sweep: Sweep) -> list[float]:
    given = batch(sweep)
    require_right(train, given)
    seconds: list[float] = []
    while sum(seconds) < TIMED_S:
        started = time.perf_counter()
        train(given, sweep.steps)
        seconds.append(time.perf_counter() - started)
    return seconds
