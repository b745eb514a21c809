"""When a run ends: where it learns nothing, and where it is capped."""

from dataclasses import replace

import numpy as np
import pytest

from propbench.bench.training.arms import RELU
from propbench.bench.training.engine import train
from propbench.bench.training.runs import Candidate, TrainingRun


def _run(rate: float, budget: int) -> TrainingRun:
    return TrainingRun("xor", (8,), RELU, Candidate(rate, "he"), 0, budget, True)


def test_a_network_that_learns_nothing_is_given_up_and_said_to_be_guessing() -> None:
    dead = replace(_run(1.0, 5_000), candidate=Candidate(1.0, "zero"))
    slow = _run(0.01, 5_000)
    guessing, learning = train((dead, slow))
    assert guessing.guessing
    assert guessing.last_loss == pytest.approx(np.log(2), rel=0.01)
    assert not learning.guessing


def test_a_capped_run_does_as_a_longer_one_until_its_cap() -> None:
    long, short = (replace(_run(1.0, n), all_targets=False) for n in (400, 16))
    (arrived,), (stopped,) = train((long,)), train((short,))
    assert arrived.arrivals[0] is not None
    assert arrived.arrivals[0] > 16
    (just,) = train((replace(short, max_iterations=arrived.arrivals[0] + 2),))
    assert (stopped.arrivals, just.arrivals) == ((None,), arrived.arrivals)
