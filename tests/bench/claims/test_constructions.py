"""Parity is right on every input, the sawtooth's pieces are counted right, growth is told apart."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from propbench.bench.claims.c09_circuits import parity, sawtooth
from propbench.bench.claims.c09_circuits.constructed import Constructed, constructed, evaluate
from propbench.bench.claims.c09_circuits.unit_growth import growth
from propbench.bench.training.parameters import Parameters

BITS = range(2, 8)
UNITS: dict[str, Callable[[int], int]] = {
    "AND/OR gates": lambda n: 2 ** (n - 1),
    "thresholds": lambda n: n,
    "ReLU units": lambda n: n,
    "sigmoid units": lambda n: n // 2 + 1,
}


@pytest.mark.parametrize("units", parity.ONE_LAYER)
@pytest.mark.parametrize("bits", BITS)
def test_one_hidden_layer_computes_parity_on_every_input(units: str, bits: int) -> None:
    construct, _ = parity.ONE_LAYER[units]
    whole = construct(bits)
    assert (whole.layers, whole.hidden_units) == (1, UNITS[units](bits))
    assert parity.wrong_inputs(whole) == 0


@pytest.mark.parametrize("activation", ["relu", "sigmoid"])
@pytest.mark.parametrize("bits", BITS)
def test_the_tree_computes_parity_with_few_units_in_few_layers(activation: str, bits: int) -> None:
    whole = parity.tree(bits, activation)
    assert whole.layers == math.ceil(math.log2(bits))
    assert 2 * (bits - 1) <= whole.hidden_units <= 2 * (bits - 1) + whole.layers
    assert parity.wrong_inputs(whole) == 0


def test_relu_constructions_give_the_parity_to_the_last_bit() -> None:
    x = parity.inputs(7)
    for whole in (parity.relu(7), parity.gates(7), parity.tree(7, "relu")):
        np.testing.assert_array_equal(evaluate(whole, x), x.sum(axis=0, keepdims=True) % 2)


def test_a_missing_gate_is_wrong_on_its_one_input_and_a_flipped_weight_is_noticed() -> None:
    whole = parity.gates(5)
    w, out = whole.parameters.w
    out = out.copy()
    out[0, 0] = 0
    assert parity.wrong_inputs(replace(whole, parameters=Parameters((w, out), whole.parameters.b)))
    flipped = Parameters((-w, whole.parameters.w[1]), whole.parameters.b)
    assert parity.wrong_inputs(replace(whole, parameters=flipped)) > 1


def test_every_input_is_there_once_and_every_flip_matters() -> None:
    assert len(np.unique(parity.inputs(6), axis=1).T) == 2**6
    assert parity.flips_without_effect(6) == 0


@pytest.mark.parametrize("layers", range(1, 8))
def test_the_sawtooth_doubles_its_pieces_and_one_layer_computes_the_same(layers: int) -> None:
    deep, one_layer, x = sawtooth.deep(layers), sawtooth.shallow(layers), sawtooth.points(layers)
    assert (deep.hidden_units, sawtooth.pieces(deep, x)) == (2 * layers, 2**layers)
    assert sawtooth.differing(deep, one_layer, x) == 0
    assert sawtooth.differing(deep, sawtooth.deep(layers + 1), x) > 0
    corners = np.arange(2**layers + 1)
    np.testing.assert_array_equal(evaluate(deep, corners[None, :] / 2**layers)[0], corners % 2)


def _random(units: int, seed: int) -> Constructed:
    """One hidden layer whose weights are sixteenths and whose corners lie on eighths."""
    draw = np.random.default_rng(seed)
    w = draw.choice([-1.0, 1.0], (units, 1))
    out = draw.integers(1, 32, (1, units)) / 16
    corners = draw.integers(1, 8, (units, 1)) / 8
    return constructed("relu", [w, out], [-w * corners, np.zeros((1, 1))])


def test_no_hidden_layer_of_h_units_has_more_than_h_plus_one_pieces() -> None:
    counted = [
        (units, sawtooth.pieces(_random(units, seed), sawtooth.points(5)))
        for units in range(1, 6)
        for seed in range(20)
    ]
    assert all(n <= units + 1 for units, n in counted)
    assert any(n == units + 1 for units, n in counted)


def test_a_corner_between_two_samples_is_counted_once() -> None:
    bent = constructed(
        "relu", [np.ones((1, 1)), np.ones((1, 1))], [np.full((1, 1), -0.3), np.zeros((1, 1))]
    )
    assert sawtooth.pieces(bent, np.arange(5)[None, :] / 4) == 2


@pytest.mark.parametrize(
    ("shallow", "finding"),
    [
        (lambda n: 2.0**n, "supports"),
        (lambda n: n + 1.0, "equivalent"),
        (lambda n: n**2, "equivalent"),
    ],
)
def test_only_exponential_growth_supports(shallow: Callable[[int], float], finding: str) -> None:
    sizes = range(2, 17)
    cell = growth({n: shallow(n) for n in sizes}, {n: 2.0 * n for n in sizes}, {})
    assert cell is not None
    assert cell.finding == finding


def test_the_growth_is_the_mean_factor_a_step_over_the_upper_half_of_the_sizes() -> None:
    cell = growth({n: 2.0**n for n in range(2, 17)}, {n: n for n in range(2, 17)}, {})
    assert cell is not None
    assert cell.ratio is not None
    assert cell.ratio.point == pytest.approx(2 / 2 ** (1 / 8))
