"""C10: what it costs to use another infrastructure's best values, chosen once."""

from dataclasses import replace

import numpy as np
import pytest

from propbench.bench.claims.c10_hyperparameters import transfer
from propbench.bench.claims.c10_hyperparameters.minibatch import BatchedNetwork
from propbench.bench.claims.c10_hyperparameters.surface import Hyperparameters, Surface

SMALL, LARGE = BatchedNetwork(10, 4, 1, "relu"), BatchedNetwork(200, 4, 1, "relu")


def surface_of(seconds: dict[str, tuple[float, float]]) -> Surface:
    """Two candidates: one takes 200 iterations, the other 100; seconds of a step of both."""
    iterations = np.array([[200.0], [100.0]]) * np.linspace(0.95, 1.05, 10)
    return Surface(
        candidates=(Hyperparameters(SMALL, 1.0), Hyperparameters(LARGE, 1.0)),
        tuning=iterations,
        reporting=iterations,
        seconds={
            name: np.outer(both, np.linspace(0.99, 1.01, 8)) for name, both in seconds.items()
        },
    )


def test_regret_is_what_the_foreign_best_costs() -> None:
    """Slow pays 10 for a large batch, so that it wants 200 steps of 1: 200 against 1000."""
    pairs = list(transfer.regrets(surface_of({"slow": (1.0, 10.0), "fast": (1.0, 1.0)})))
    ratios = {pair.factors["used on"]: pair.ratio.point for pair in pairs if pair.ratio}
    assert ratios == pytest.approx({"slow": 5, "fast": 2}, rel=0.02)
    assert {pair.finding for pair in pairs} == {"supports"}
    assert {pair.ratio.n for pair in pairs if pair.ratio} == {4}


def test_infrastructures_that_differ_by_a_factor_have_no_regret() -> None:
    pairs = transfer.regrets(surface_of({"slow": (30.0, 30.0), "fast": (1.0, 1.0)}))
    assert [pair.finding for pair in pairs] == ["equivalent", "equivalent"]


def test_near_ties_are_chosen_among_once_and_give_no_wide_limits() -> None:
    """Two candidates that are equally fast but for noise: whichever is chosen, nothing is lost."""
    noise = np.random.default_rng(5)
    iterations, seconds = (100 * np.exp(0.1 * noise.standard_normal((2, n))) for n in (100, 20))
    measured = Surface(
        candidates=(Hyperparameters(SMALL, 1.0), Hyperparameters(LARGE, 1.0)),
        tuning=iterations[:, :50],
        reporting=iterations[:, 50:],
        seconds={"one": seconds, "other": seconds[::-1]},
    )
    for pair in transfer.regrets(measured):
        assert pair.ratio
        assert pair.ratio.high / pair.ratio.low < 1.25**2
        assert pair.finding != "supports"


def test_one_half_chooses_and_the_other_judges() -> None:
    """A repeat that chooses was lucky: the loss shows in those that judge."""
    measured = surface_of({"slow": (1.0, 10.0), "fast": (1.0, 1.0)})
    lucky = measured.seconds["slow"].copy()
    lucky[1, ::2] = 0.1
    chosen = replace(measured, seconds={**measured.seconds, "slow": lucky})
    assert transfer.best(chosen, "slow") == chosen.candidates[1]
    (pair,) = (p for p in transfer.regrets(chosen) if p.factors["used on"] == "slow")
    assert pair.ratio
    assert pair.ratio.point == pytest.approx(1.0)
