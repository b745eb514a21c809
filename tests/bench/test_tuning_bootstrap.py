"""Many questions, smaller budgets, and what could have been found."""

import math
from itertools import combinations

import numpy as np
import pytest

from propbench.bench.statistics import (
    expected_best,
    expected_best_curve,
    holm,
    minimum_detectable_ratio,
)


def test_holm_gives_the_textbook_adjustment_in_the_order_asked() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.03, 0.06, 0.06, 0.02))
    assert holm([0.5, 0.9, 0.0]) == pytest.approx((1.0, 1.0, 0.0))
    assert holm([0.04]) == (0.04,)
    assert holm([]) == ()


@pytest.mark.parametrize("bad", [-0.1, 1.1, math.nan])
def test_holm_refuses_what_is_not_a_probability(bad: float) -> None:
    with pytest.raises(ValueError, match="expected 0 to 1"):
        holm([0.1, bad])


def test_holm_rejects_a_true_hypothesis_in_at_most_5_percent_of_families() -> None:
    draw = np.random.default_rng(0)
    families = draw.random((2_000, 10))
    families[:, 5:] *= 1e-4  # Five of ten are false, which is what relaxes the later steps.
    wrong = np.mean([min(holm(list(one))[:5]) <= 0.05 for one in families])
    assert 0.03 <= wrong <= 0.06


@pytest.mark.parametrize("size", [1, 2, 7])
def test_the_expected_best_is_the_mean_over_all_subsets(size: int) -> None:
    scores = [3.0, 8.0, 1.0, 1.0, 20.0, 5.0, 2.0][:size]
    for n, found in enumerate(expected_best_curve(scores), start=1):
        subsets = [min(subset) for subset in combinations(scores, n)]
        assert found == pytest.approx(np.mean(subsets), rel=1e-12)


def test_the_expected_best_of_a_large_budget_is_finite_and_falls() -> None:
    curve = expected_best_curve(list(np.random.default_rng(0).lognormal(0, 1, 2_000)[:400]))
    assert np.all(np.diff(curve) < 0)


@pytest.mark.parametrize("n", [0, 4])
def test_more_trials_than_there_are_scores_are_refused(n: int) -> None:
    with pytest.raises(ValueError, match="expected 1 to 3"):
        expected_best([1.0, 2.0, 3.0], n)


def test_the_minimum_detectable_ratio_follows_its_formula() -> None:
    # t(0.975, 19) = 2.093024, t(0.80, 19) = 0.860951.
    assert minimum_detectable_ratio(0.1, 20, 1.25) == pytest.approx(1.25 * math.exp(0.2953975))
    assert minimum_detectable_ratio(0, 20, 1.25) == 1.25
    assert minimum_detectable_ratio(math.inf, 20, 1.25) == math.inf
    stricter = minimum_detectable_ratio(0.1, 20, 1.25, confidence=0.999)
    assert stricter > minimum_detectable_ratio(0.1, 20, 1.25)


@pytest.mark.parametrize(("log_se", "n"), [(0.1, 1), (-0.1, 20), (math.nan, 20)])
def test_a_standard_error_of_nothing_is_refused(log_se: float, n: int) -> None:
    with pytest.raises(ValueError, match="expected two or more"):
        minimum_detectable_ratio(log_se, n, 1.25)
