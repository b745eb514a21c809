"""Convolutional networks of every implementation against the contract: what no other kind has."""

from functools import cache
from typing import Any

import numpy as np
import pytest

from propbench import impls
from propbench.impls.contract import ContractError, Convolutional
from tests.impls.convolutions import NETWORKS, Given, given_for, loss
from tests.impls.other_kinds import assert_all_close, computed, gradients
from tests.impls.problems import having


@cache
def reference(network: Convolutional, m: int) -> tuple[Given, dict[str, Any]]:
    given = given_for(network, m, whole=True)
    return given, gradients(given, given.parameters, loss)


@pytest.mark.parametrize("m", [1, 5])
@pytest.mark.parametrize("network", NETWORKS, ids=str)
@pytest.mark.parametrize("name", having("conv"))
def test_of_several_largest_the_first_by_rows_has_the_gradient(
    name: str, network: Convolutional, m: int
) -> None:
    given, expected = reference(network, m)
    assert_all_close(computed(impls.load(name), given), expected, 1e-13)


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
