"""Arms that normalise what enters an activation, with and without a learned scale and shift."""

import numpy as np
import pytest

from propbench.bench.training.parameters import drawn
from propbench.bench.training.variants import BatchNormalised, LearnedNorms, Variant, train_many
from propbench.bench.training.variants.hidden import standardised
from propbench.impls.contract import Network
from tests.bench.variants import given, vector

RATES = np.array([0.1, 1.0])


def test_standardised_units_have_mean_0_and_variance_1() -> None:
    z, _ = standardised(np.random.default_rng(0).normal(3, 5, size=(2, 4, 50)))
    assert np.allclose(z.mean(axis=-1), 0, atol=1e-14)
    assert np.allclose(z.var(axis=-1), 1, atol=1e-5)


def test_a_constant_unit_is_standardised_to_0() -> None:
    assert np.array_equal(standardised(np.full((1, 2, 5), 7.0))[0], np.zeros((1, 2, 5)))


def test_batch_normalisation_begins_as_standardisation_and_goes_on_from_call_to_call() -> None:
    one, variant = given("sigmoid"), BatchNormalised()
    arguments = (one.x, one.y, RATES[:1])
    (first,), _ = train_many(one.network, [one.parameters], *arguments, 1, variant)
    (alike,), _ = train_many(
        one.network, [one.parameters], *arguments, 1, Variant(standardise=True)
    )
    assert np.array_equal(first, alike)
    _, half = train_many(one.network, [one.parameters], *arguments, 3, variant)
    assert isinstance(half[0], LearnedNorms)
    _, in_two = train_many(one.network, half, *arguments, 3, variant)
    _, at_once = train_many(one.network, [one.parameters], *arguments, 6, variant)
    assert np.array_equal(vector(in_two[0]), vector(at_once[0]))


def test_batch_normalisation_learns_exclusive_or_and_standardisation_alone_cannot() -> None:
    corners = np.array([[-1.0, -1, 1, 1], [-1, 1, -1, 1]])
    x, y = np.tile(corners, 5), np.tile([[0.0, 1, 1, 0]], 5)
    network = Network((2, 4, 1), "sigmoid")
    start = [drawn(network, "glorot", seed) for seed in range(3)]
    last = {
        variant: train_many(network, start, x, y, np.full(3, 3.0), 1_000, variant)[0][-1]
        for variant in (BatchNormalised(), Variant(standardise=True))
    }
    assert (last[BatchNormalised()] < 0.1).all()
    # An odd function of an even target does no better than a coin.
    assert (last[Variant(standardise=True)] > 0.69).all()


def test_batch_normalisation_has_no_other_gradient_than_its_own() -> None:
    with pytest.raises(ValueError, match="expected its plain gradient"):
        BatchNormalised(vanishing=0.5)
    with pytest.raises(ValueError, match="got 'hinge'"):
        BatchNormalised(output="hinge")
