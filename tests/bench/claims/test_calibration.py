"""Stated probabilities are scored as they should be, on examples that were not learnt from."""

import numpy as np
import pytest

from propbench.bench.claims.c02_tanh import CLAIM, calibration, outputs
from propbench.bench.claims.c02_tanh.calibration import brier, calibration_error
from propbench.bench.claims.runs.running import observed
from propbench.bench.training.seeds import reporting_seeds
from propbench.bench.training.tasks import TASKS

HALF = np.array([0.0, 1.0] * 50)


@pytest.mark.parametrize(
    ("p", "score", "error"), [(0.5, 0.25, 0.0), (1.0, 0.5, 0.5), (0.75, 0.3125, 0.25)]
)
def test_a_constant_probability_is_off_by_its_distance_from_the_share(
    p: float, score: float, error: float
) -> None:
    stated = np.full_like(HALF, p)
    assert brier(stated, HALF) == pytest.approx(score)
    assert calibration_error(stated, HALF) == pytest.approx(error)


def test_errors_of_different_bins_do_not_cancel() -> None:
    stated = np.where(np.arange(100) < 50, 0.25, 0.75)
    labels = np.where(np.arange(100) < 50, 1.0, 0.0)
    assert calibration_error(stated, labels) == pytest.approx(0.75)


@pytest.mark.parametrize("output", outputs.LOG_ODDS)
def test_a_few_steps_make_probabilities_better_than_a_coins(output: str) -> None:
    where = {"task": "xor", "output": output}
    found = observed(CLAIM, calibration.measured(where, (16,), 100, 1.0))
    assert len(found) == len(calibration.QUANTITIES) * len(reporting_seeds())
    scores = [one.value for one in found if one.quantity == "brier"]
    assert 0 < np.mean(scores) < 0.2


def test_fresh_examples_are_not_those_that_were_learnt_from() -> None:
    p, y = calibration._fresh("xor", "sigmoid_cross_entropy", (2,), 0, 1.0)
    assert p.shape == y.shape == (len(reporting_seeds()), 2_000)
    _, learnt = TASKS["xor"].data(0)
    assert not np.array_equal(y[0, : learnt.size], learnt[0])
