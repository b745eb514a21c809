"""Networks that are not dense, of every implementation, against the complex step."""

import copy
from functools import cache
from typing import Any

import numpy as np
import pytest

from propbench import impls
from tests.impls.other_kinds import KINDS, Given, assert_all_close, computed, gradients, stepped
from tests.impls.problems import having, having_by_dtype

BOUND = {"float64": 1e-13, "float32": 2e-5}
NETWORKS = [(kind, network) for kind, of in KINDS.items() for network in of.NETWORKS]
HAVING = [(kind, name) for kind in KINDS for name in having(kind)]
EVERY = [(kind, network, name) for kind, network in NETWORKS for name in having(kind)]
IN_DTYPES = [
    (kind, network, *named) for kind, network in NETWORKS for named in having_by_dtype(kind)
]


@cache
def reference(kind: str, network: Any, m: int) -> tuple[Given, dict[str, Any]]:
    given = KINDS[kind].given_for(network, m)
    return given, gradients(given, given.parameters, KINDS[kind].loss)


@pytest.mark.parametrize("m", [1, 5])
@pytest.mark.parametrize(("kind", "network", "name"), EVERY, ids=str)
def test_every_gradient_is_that_of_the_complex_step(
    kind: str, network: Any, name: str, m: int
) -> None:
    given, expected = reference(kind, network, m)
    assert_all_close(computed(impls.load(name), given), expected, BOUND["float64"])


@pytest.mark.parametrize(("kind", "network", "name", "dtype"), IN_DTYPES, ids=str)
def test_gradients_keep_the_dtype_and_are_near_those_of_float64(
    kind: str, network: Any, name: str, dtype: str
) -> None:
    given = KINDS[kind].given_for(network, 6, dtype)
    got = computed(impls.load(name), given)
    assert {str(array.dtype) for array in got.values()} == {dtype}
    wide = {key: array.astype(np.float64) for key, array in given.parameters.items()}
    assert_all_close(got, gradients(given, wide, KINDS[kind].loss), BOUND[dtype])


@cache
def trained_by_complex_steps(kind: str, network: Any) -> tuple[Given, dict[str, Any]]:
    given = KINDS[kind].given_for(network, 4, seed=2)
    parameters: dict[str, Any] = dict(given.parameters)
    for _ in range(3):
        slopes = gradients(given, parameters, KINDS[kind].loss)
        parameters = {name: p - 0.3 * slopes[f"d{name}"] for name, p in parameters.items()}
    return given, parameters


@pytest.mark.parametrize(("kind", "name"), HAVING)
def test_all_implementations_agree_after_three_training_steps(kind: str, name: str) -> None:
    for network in KINDS[kind].NETWORKS[1:4:2]:
        given, expected = trained_by_complex_steps(kind, network)
        assert_all_close(stepped(impls.load(name), given, 0.3, 3), expected, 1e-12)


@pytest.mark.parametrize(("kind", "name"), HAVING)
def test_the_loss_is_that_of_the_definition(kind: str, name: str) -> None:
    implementation, given = impls.load(name), KINDS[kind].given_for(KINDS[kind].NETWORKS[1], 7)
    if not implementation.offers("loss", kind):
        pytest.skip("computes no loss")
    file = implementation.file(kind)
    got = file.loss(file.forward(implementation.prepare(*given.arguments)))
    parameters = {key: array.astype(np.complex128) for key, array in given.parameters.items()}
    assert abs(got - KINDS[kind].loss(given, parameters).real) <= 1e-13


@pytest.mark.parametrize(("kind", "name"), HAVING)
def test_nothing_that_is_given_is_changed_or_kept(kind: str, name: str) -> None:
    implementation, given = impls.load(name), KINDS[kind].given_for(KINDS[kind].NETWORKS[3])
    before = copy.deepcopy((dict(given.parameters), given.x, given.y))
    file = implementation.file(kind)
    state = file.train_step(implementation.prepare(*given.arguments), 0.5)
    for array, was in zip((given.x, given.y), before[1:], strict=True):
        np.testing.assert_array_equal(array, was)
    for key, array in given.parameters.items():
        np.testing.assert_array_equal(array, before[0][key])
    read = file.read_parameters(state)
    kept = copy.deepcopy(read)
    file.train_step(state, 0.5)
    for key, array in read.items():
        np.testing.assert_array_equal(array, kept[key])


@pytest.mark.parametrize(("kind", "name"), HAVING)
def test_parameters_can_be_exchanged(kind: str, name: str) -> None:
    implementation, of = impls.load(name), KINDS[kind]
    given, other = of.given_for(of.NETWORKS[3]), of.given_for(of.NETWORKS[3], seed=9)
    file = implementation.file(kind)
    state = file.train_step(implementation.prepare(*given.arguments), 0.5)
    state = implementation.load_parameters(state, given.network, other.parameters)
    got = file.read_gradients(file.backward(file.forward(state)))
    assert_all_close(got, gradients(given, other.parameters, of.loss), BOUND["float64"])
