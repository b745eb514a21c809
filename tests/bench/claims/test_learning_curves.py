"""Examples to learn from, to choose by and to test on are apart; plateaus are told by slopes."""

import warnings
from typing import ClassVar

import numpy as np
import pytest
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from propbench.bench.claims.c08_more_data.curves import (
    Curve,
    crossover,
    improvement,
    is_monotone,
    last_decade,
)
from propbench.bench.claims.c08_more_data.learners import LEARNERS, Learner, fitted
from propbench.bench.claims.c08_more_data.learning_curves import CONTROL, SOURCES, curve
from propbench.bench.statistics.intervals import Values
from propbench.impls.contract import Array

SIZES = np.array([32, 128, 512, 2_048, 8_192], float)


def falling(
    alpha: float, beta: float, gamma: float, noise: float = 0.02, sizes: Values = SIZES
) -> Curve:
    """Ten draws whose means are alpha n^beta + gamma."""
    exact = alpha * sizes**beta + gamma
    draws = np.random.default_rng(0).normal(0, noise, (sizes.size, 10))
    draws += 1 - draws.mean(axis=1, keepdims=True)
    return Curve(sizes, exact[:, np.newaxis] * draws)


@pytest.mark.parametrize("data", SOURCES)
def test_no_example_is_learnt_from_and_tested_on(data: str) -> None:
    draw = SOURCES[data].draw(3)
    assert draw.learn[0].shape[0] == SOURCES[data].sizes[-1]
    rows = np.concatenate([part[0] for part in (draw.learn, draw.choose, draw.test)])
    distinct = len(np.unique(rows, axis=0))
    # Real data may hold the same measurements twice; a split that overlaps repeats hundreds.
    assert distinct >= len(rows) - 2
    assert all(len(x) == len(y) for x, y in draw)
    assert {*np.unique(draw.learn[1])} == {*np.unique(draw.test[1])}


@pytest.mark.parametrize("data", [CONTROL, *(data for data in SOURCES if "teacher" in data)])
def test_synthetic_labels_are_balanced_and_only_the_planes_are_linear(data: str) -> None:
    draw = SOURCES[data].draw(0)
    x, y = draw.learn
    assert y.mean() == pytest.approx(0.5, abs=0.04)
    with_ones = np.column_stack([x, np.ones(len(x))])
    w, *_ = np.linalg.lstsq(with_ones, 2 * y - 1, rcond=None)
    missed = float(np.mean((with_ones @ w > 0) != (y > 0.5)))
    assert missed < 0.02 if data == CONTROL else missed > 0.1


def test_every_learner_has_as_many_settings() -> None:
    assert len({len(learner.settings) for learner in LEARNERS.values()}) == 1


def test_a_fit_that_gives_up_is_counted_and_one_that_warns_otherwise_is_heard() -> None:
    x, y = SOURCES["cancer"].draw(0).learn
    logistic = LEARNERS["logistic"]
    assert fitted(logistic, 1.0, 0, x, y).converged
    hasty = Learner((1.0,), lambda c, seed: LogisticRegression(C=c, max_iter=1, random_state=seed))
    assert not fitted(hasty, 1.0, 0, x, y).converged

    class Loud(LogisticRegression):  # type: ignore[misc]
        def fit(self, x: Array, y: Array) -> "Loud":  # noqa: ARG002
            warnings.warn("something else", UserWarning, stacklevel=1)
            warnings.warn("early", ConvergenceWarning, stacklevel=1)
            return self

    with pytest.warns(UserWarning, match="something else") as heard:
        assert not fitted(Learner((1.0,), lambda c, seed: Loud()), 1.0, 0, x, y).converged  # noqa: ARG005
    assert len(heard) == 1


class Recorder(LogisticRegression):  # type: ignore[misc]
    """Keeps the labels that it was fitted to and scored on."""

    seen: ClassVar[list[Array]] = []

    def fit(self, x: Array, y: Array) -> "Recorder":
        self.seen.append(y)
        return super().fit(x, y)

    def score(self, x: Array, y: Array) -> float:
        self.seen.append(y)
        return float(super().score(x, y))


def test_a_point_learns_chooses_and_tests_on_its_own_examples(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Recorder, "seen", [])
    monkeypatch.setitem(LEARNERS, "recorder", Learner((1.0, 0.1), lambda c, seed: Recorder(C=c)))  # noqa: ARG005
    (point,) = curve("cancer", "recorder", (64,), 1)
    draws = [SOURCES["cancer"].draw(seed) for seed in (1_000, 1_001, 0)]
    tuning = [labels for draw in draws[:2] for labels in (draw.learn[1][:64], draw.choose[1])]
    expected = [*tuning, *tuning, draws[2].learn[1][:64], draws[2].test[1]]
    assert all(map(np.array_equal, Recorder.seen, expected))
    assert len(Recorder.seen) == len(expected)
    assert 0 < point.errors[0] < 0.15


def test_more_examples_are_better_on_the_plane_and_draws_are_repeatable() -> None:
    points = list(curve("plane", "logistic", (32, 128, 512), 2))
    assert [point.n for point in points] == [32, 128, 512]
    assert points[0].errors.mean() > 3 * points[2].errors.mean()
    again = list(curve("plane", "logistic", (512,), 2))
    np.testing.assert_array_equal(again[0].errors, points[2].errors)
    assert again[0].setting == points[2].setting


def test_the_last_decade_has_at_least_three_sizes() -> None:
    assert SIZES[last_decade(falling(1, -0.5, 0))].tolist() == [512, 2_048, 8_192]
    fine = np.array([32, 64, 128, 256, 512, 1_024], np.float64)
    assert fine[last_decade(falling(1, -0.5, 0, sizes=fine))].tolist() == [128, 256, 512, 1_024]


@pytest.mark.parametrize("beta", [-0.1, -0.35, -1.0])
def test_the_worth_of_ten_times_the_examples_is_that_of_the_power_law(beta: float) -> None:
    assert improvement(falling(1, beta, 0, noise=0)) == pytest.approx(10**-beta)


def test_a_rise_beyond_the_noise_is_flagged() -> None:
    curve_ = falling(1, -0.5, 0)
    assert is_monotone(curve_)
    risen = curve_.errors.copy()
    risen[3] = 1.5 * risen[2]
    assert not is_monotone(Curve(SIZES, risen))


def test_the_crossover_is_where_the_lead_is_kept() -> None:
    steep, flat = falling(10, -1.0, 0, noise=0), falling(0.2, 0, 0, noise=0)
    assert crossover(steep, [flat]) == 128
    assert crossover(flat, [steep]) is None
    assert crossover(steep, [flat, falling(1e-3, 0, 0, noise=0)]) is None
