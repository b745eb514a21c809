"""Special arms: the plain network where nothing is changed, and exact gradients where it is."""

import numpy as np
import pytest

from propbench.bench.training.parameters import Parameters, handed_over, received
from propbench.bench.training.variants import (
    OUTPUTS,
    BatchNormalised,
    LearnedSlopes,
    Variant,
    health,
    train_many,
)
from propbench.impls import contract, load
from propbench.impls.contract import ACTIVATIONS, Network, layers
from tests.bench.variants import finite_differences, given, used_gradient, vector
from tests.impls.problems import assert_close

RATES = np.array([0.1, 1.0])

CHANGED = {
    "centred sigmoid": ("sigmoid", Variant(shift=-0.5)),
    "sigmoid of slope one": ("sigmoid", Variant(scale=4.0, shift=-2.0)),
    "LeCun's tanh": ("tanh", Variant(scale=1.7159, stretch=2 / 3)),
    "standardised sigmoid": ("sigmoid", Variant(standardise=True)),
    "standardised relu, scaled": ("relu", Variant(standardise=True, scale=2.0, stretch=0.5)),
    "batch-normalised sigmoid": ("sigmoid", BatchNormalised()),
    "batch-normalised relu, scaled": ("relu", BatchNormalised(scale=2.0, stretch=0.5, shift=0.1)),
    "batch-normalised, tanh output": ("tanh", BatchNormalised(output="tanh_squared_error")),
    "learned slopes": ("leaky_relu", Variant(learn_slope=True)),
    "learned slopes, scaled": ("leaky_relu", Variant(learn_slope=True, scale=3.0, stretch=0.5)),
    "tanh, cross-entropy": ("relu", Variant(output="tanh_cross_entropy")),
    "tanh, squared error": ("tanh", Variant(output="tanh_squared_error")),
}


@pytest.mark.parametrize("output", contract.OUTPUTS)
# The record of gelu spells its derivative by erfc, so that its last bit may differ.
@pytest.mark.parametrize("activation", [name for name in ACTIVATIONS if name != "gelu"])
def test_without_changes_a_variant_is_the_plain_network_to_the_bit(
    activation: str, output: str
) -> None:
    one = given(activation, output)
    arguments = (one.network, [one.parameters, one.parameters], one.x, one.y, RATES, 4)
    losses, parameters = train_many(*arguments, Variant())
    starts = [handed_over(one.parameters)] * 2
    dense = load("numpy_vectorized").dense
    plain_losses, plain = dense.train_many(one.network, starts, *arguments[2:])
    assert np.array_equal(losses, plain_losses)
    for mine, expected in zip(parameters, plain, strict=True):
        assert np.array_equal(vector(mine), vector(received(expected)))


@pytest.mark.parametrize("name", CHANGED)
def test_the_gradient_of_a_variant_is_that_of_its_loss(name: str) -> None:
    activation, variant = CHANGED[name]
    one = given(activation)
    assert_close(vector(used_gradient(one, variant)), finite_differences(one, variant), 1e-8)


@pytest.mark.parametrize("output", OUTPUTS)
def test_examples_of_their_own_are_those_of_training_alone(output: str) -> None:
    first, second = given("relu"), given("relu")
    other = -second.x
    variant = Variant(standardise=True, output=output)
    both, parameters = train_many(
        first.network, [first.parameters] * 2, np.stack([first.x, other]), np.stack([first.y] * 2),
        RATES, 3, variant,
    )  # fmt: skip
    for index, x in enumerate((first.x, other)):
        losses, alone = train_many(
            first.network, [first.parameters], x, first.y, RATES[[index]], 3, variant
        )
        assert_close(both[:, [index]], losses, 1e-13)
        assert_close(vector(parameters[index]), vector(alone[0]), 1e-13)


def test_a_stretched_and_shifted_sigmoid_is_tanh() -> None:
    as_sigmoid, as_tanh = given("sigmoid"), given("tanh")
    variant = Variant(scale=2.0, stretch=2.0, shift=-1.0)
    start_from = [as_tanh.parameters]
    losses, _ = train_many(
        as_sigmoid.network, start_from, as_tanh.x, as_tanh.y, RATES[:1], 20, variant
    )
    expected, _ = train_many(as_tanh.network, start_from, as_tanh.x, as_tanh.y, RATES[:1], 20)
    assert_close(losses, expected, 1e-12)


def test_tanh_cross_entropy_is_sigmoid_cross_entropy_at_twice_z() -> None:
    one = given()
    twice = Parameters(
        (*one.parameters.w[:-1], 2 * one.parameters.w[-1]),
        (*one.parameters.b[:-1], 2 * one.parameters.b[-1]),
    )
    variant = Variant(output="tanh_cross_entropy")
    losses, _ = train_many(one.network, [one.parameters], one.x, one.y, RATES[:1], 1, variant)
    expected, _ = train_many(one.network, [twice], one.x, one.y, RATES[:1], 1)
    assert_close(losses, expected, 1e-14)


def test_normalised_gradients_keep_their_directions_and_have_the_last_layers_norm() -> None:
    one = given("sigmoid")
    plain = used_gradient(one, Variant())
    changed = used_gradient(one, Variant(gradient="normalised"))
    last = np.hypot(np.linalg.norm(plain.w[-1]), np.linalg.norm(plain.b[-1]))
    for w, b, old_w, old_b in zip(changed.w, changed.b, plain.w, plain.b, strict=True):
        factor = last / np.hypot(np.linalg.norm(old_w), np.linalg.norm(old_b))
        assert_close(w, factor * old_w, 1e-12)
        assert_close(b, factor * old_b, 1e-12)


def test_a_layer_without_gradient_stays_without_when_normalised() -> None:
    one = given("relu")
    dead = Parameters(one.parameters.w, (one.parameters.b[0] - 100, *one.parameters.b[1:]))
    _, after = train_many(
        one.network, [dead], one.x, one.y, RATES[:1], 1, Variant(gradient="normalised")
    )
    assert np.array_equal(after[0].w[0], dead.w[0])
    assert not np.array_equal(after[0].w[-1], dead.w[-1])


def test_injected_vanishing_multiplies_once_for_each_hidden_layer_behind() -> None:
    one = given("relu")
    plain, changed = used_gradient(one, Variant()), used_gradient(one, Variant(vanishing=0.25))
    for layer, factor in enumerate((0.25**2, 0.25, 1.0)):
        assert_close(changed.w[layer], factor * plain.w[layer], 1e-12)
        assert_close(changed.b[layer], factor * plain.b[layer], 1e-12)


def test_learned_slopes_begin_with_the_networks_and_go_on_from_call_to_call() -> None:
    one, variant = given("leaky_relu"), Variant(learn_slope=True)
    _, first = train_many(one.network, [one.parameters], one.x, one.y, RATES[:1], 0, variant)
    assert isinstance(first[0], LearnedSlopes)
    assert first[0].slopes == (0.25, 0.25)
    _, half = train_many(one.network, first, one.x, one.y, RATES[:1], 3, variant)
    _, in_two = train_many(one.network, half, one.x, one.y, RATES[:1], 3, variant)
    _, at_once = train_many(one.network, first, one.x, one.y, RATES[:1], 6, variant)
    assert np.array_equal(vector(in_two[0]), vector(at_once[0]))


def test_only_leaky_relu_has_a_slope_to_learn() -> None:
    one = given("relu")
    with pytest.raises(ValueError, match="only leaky_relu has a slope"):
        used_gradient(one, Variant(learn_slope=True))


def test_an_output_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="got 'hinge', expected one of sigmoid_cross_entropy"):
        Variant(output="hinge")


def test_health_tells_gradient_norms_as_an_implementation_gives_them() -> None:
    one, numpy = given("tanh"), load("numpy_vectorized")
    state = numpy.prepare(one.network, handed_over(one.parameters), one.x, one.y)
    numpy.dense.backward(numpy.dense.forward(state))
    expected = [np.linalg.norm(dw) for dw in layers(numpy.dense.read_gradients(state), "dw")]
    seen = health(one.network, [one.parameters], one.x, one.y)[0]
    assert_close(np.array(seen.gradient_norms), np.array(expected), 1e-13)


def test_health_counts_dead_units_and_saturated_activations() -> None:
    x, y = np.array([[-1.0, 1.0]]), np.array([[0.0, 1.0]])
    units = Parameters(
        (np.array([[1.0], [0.0], [9.0], [9.0]]), np.ones((1, 4))),
        (np.array([[0.0], [-1.0], [-99.0], [-9.0]]), np.zeros((1, 1))),
    )
    relu = health(Network((1, 4, 1), "relu"), [units], x, y)[0]
    # The second and third are off for both examples; the fourth is at most 0.
    assert (relu.dead, relu.saturated) == ((0.75,), (0.0,))
    tanh = health(Network((1, 4, 1), "tanh"), [units], x, y)[0]
    # Both activations of the third, one of the fourth, which is 0 for the other example.
    assert (tanh.dead, tanh.saturated) == ((0.0,), (3 / 8,))
    sigmoid = health(Network((1, 4, 1), "sigmoid"), [units], x, y)[0]
    assert (sigmoid.dead, sigmoid.saturated) == ((0.0,), (3 / 8,))
