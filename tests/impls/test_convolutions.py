"""Convolutional networks of every implementation against the complex step and the contract."""

import copy
from functools import cache
from typing import Any

import numpy as np
import pytest

from propbench import impls
from propbench.impls.contract import ContractError, Convolutional
from tests.impls.convolutions import (
    NETWORKS,
    Given,
    assert_all_close,
    computed,
    given_for,
    gradients,
    loss,
    stepped,
)
from tests.impls.problems import having, having_by_dtype

BOUND = {"float64": 1e-13, "float32": 2e-5}


@cache
def reference(network: Convolutional, m: int, whole: bool = False) -> tuple[Given, dict[str, Any]]:
    given = given_for(network, m, whole=whole)
    return given, gradients(given, given.parameters)


@pytest.mark.parametrize("m", [1, 5])
@pytest.mark.parametrize("network", NETWORKS, ids=str)
@pytest.mark.parametrize("name", having("conv"))
def test_every_gradient_is_that_of_the_complex_step(
    name: str, network: Convolutional, m: int
) -> None:
    given, expected = reference(network, m)
    assert_all_close(computed(impls.load(name), given), expected, BOUND["float64"])


@pytest.mark.parametrize("m", [1, 5])
@pytest.mark.parametrize("network", NETWORKS, ids=str)
@pytest.mark.parametrize("name", having("conv"))
def test_of_several_largest_the_first_by_rows_has_the_gradient(
    name: str, network: Convolutional, m: int
) -> None:
    given, expected = reference(network, m, whole=True)
    assert_all_close(computed(impls.load(name), given), expected, BOUND["float64"])


@pytest.mark.parametrize("network", NETWORKS, ids=str)
@pytest.mark.parametrize(("name", "dtype"), having_by_dtype("conv"))
def test_gradients_keep_the_dtype_and_are_near_those_of_float64(
    name: str, dtype: str, network: Convolutional
) -> None:
    given = given_for(network, 6, dtype)
    got = computed(impls.load(name), given)
    assert {str(array.dtype) for array in got.values()} == {dtype}
    wide = {key: array.astype(np.float64) for key, array in given.parameters.items()}
    assert_all_close(got, gradients(given, wide), BOUND[dtype])


@cache
def trained_by_complex_steps(network: Convolutional) -> tuple[Given, dict[str, Any]]:
    given = given_for(network, 4, seed=2)
    parameters: dict[str, Any] = dict(given.parameters)
    for _ in range(3):
        slopes = gradients(given, parameters)
        parameters = {name: p - 0.3 * slopes[f"d{name}"] for name, p in parameters.items()}
    return given, parameters


@pytest.mark.parametrize("name", having("conv"))
def test_all_implementations_agree_after_three_training_steps(name: str) -> None:
    given, expected = trained_by_complex_steps(NETWORKS[2])
    assert_all_close(stepped(impls.load(name), given, 0.3, 3), expected, 1e-12)


@pytest.mark.parametrize("name", having("conv"))
def test_the_loss_is_that_of_the_definition(name: str) -> None:
    implementation, given = impls.load(name), given_for(NETWORKS[2], 7)
    if not implementation.offers("loss", "conv"):
        pytest.skip("computes no loss")
    conv = implementation.file("conv")
    got = conv.loss(conv.forward(implementation.prepare(*given.arguments)))
    complex_ones = {key: array.astype(np.complex128) for key, array in given.parameters.items()}
    assert abs(got - loss(given, complex_ones).real) <= 1e-13


@pytest.mark.parametrize("name", having("conv"))
def test_windows_that_are_off_pass_no_gradient_on(name: str) -> None:
    given = given_for(NETWORKS[2])
    off = {**given.parameters, "b1": np.full_like(given.parameters["b1"], -1e3)}
    conv, implementation = impls.load(name).file("conv"), impls.load(name)
    state = implementation.prepare(given.network, off, given.x, given.y)
    got = conv.read_gradients(conv.backward(conv.forward(state)))
    for key in ("dw0", "db0", "dw1", "db1", "dw2"):
        assert not got[key].any(), key
    assert got["db2"].any()


@pytest.mark.parametrize("name", having("conv"))
def test_nothing_that_is_given_is_changed_or_kept(name: str) -> None:
    implementation, given = impls.load(name), given_for(NETWORKS[2])
    before = copy.deepcopy((dict(given.parameters), given.x, given.y))
    conv = implementation.file("conv")
    state = conv.train_step(implementation.prepare(*given.arguments), 0.5)
    for array, was in zip((given.x, given.y), before[1:], strict=True):
        np.testing.assert_array_equal(array, was)
    for key, array in given.parameters.items():
        np.testing.assert_array_equal(array, before[0][key])
    read = conv.read_parameters(state)
    kept = copy.deepcopy(read)
    conv.train_step(state, 0.5)
    for key, array in read.items():
        np.testing.assert_array_equal(array, kept[key])


@pytest.mark.parametrize("name", having("conv"))
def test_parameters_can_be_exchanged(name: str) -> None:
    implementation, given = impls.load(name), given_for(NETWORKS[2])
    other = given_for(NETWORKS[2], seed=9)
    conv = implementation.file("conv")
    state = conv.train_step(implementation.prepare(*given.arguments), 0.5)
    state = implementation.load_parameters(state, given.network, other.parameters)
    got = conv.read_gradients(conv.backward(conv.forward(state)))
    assert_all_close(got, gradients(given, other.parameters), BOUND["float64"])


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("name", having("conv"))
def test_an_overflow_shows_in_the_outputs(name: str) -> None:
    implementation, given = impls.load(name), given_for(NETWORKS[2])
    huge = {key: 1e200 * array for key, array in given.parameters.items()}
    conv = implementation.file("conv")
    state = conv.forward(implementation.prepare(given.network, huge, given.x, given.y))
    assert not np.isfinite(conv.read_outputs(state)).all()


@pytest.mark.parametrize(
    ("network", "words"),
    [
        (Convolutional((1, 8, 6), (2, 2)), "which 2 layers cannot halve; expected multiples of 4"),
        (Convolutional((1, 8, 8), ()), "channels: got"),
        (Convolutional((0, 8, 8)), "image: got"),
        (Convolutional(n_outputs=1), "n_outputs: got 1"),
    ],
)
def test_a_network_that_cannot_be_is_refused(network: Convolutional, words: str) -> None:
    with pytest.raises(ContractError, match=words):
        network.check()


def test_an_image_of_another_size_is_refused_at_the_door() -> None:
    given = given_for(NETWORKS[1])
    with pytest.raises(ContractError, match=r"x: got shape \(71, 5\), expected \(72, m\)"):
        impls.load("numpy_vectorized").prepare(
            given.network, given.parameters, given.x[:-1], given.y
        )
