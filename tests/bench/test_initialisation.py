"""Initial weights follow their rule, from one draw a seed."""

import numpy as np
import pytest

from propbench.bench import initialisation
from propbench.impls.contract import Network

NETWORK = Network((200, 100, 150), "relu")


@pytest.mark.parametrize("rule", [*initialisation.SCALES, "normal_0.3"])
def test_weights_have_the_standard_deviation_of_their_rule(rule: str) -> None:
    w = initialisation.parameters(NETWORK, rule, 1).w[0]
    expected = initialisation.scale_of(rule)(200, 100)
    assert w.std() == pytest.approx(expected, rel=0.03)


def test_orthogonal_weights_have_orthonormal_rows_or_columns() -> None:
    wide, tall = initialisation.parameters(NETWORK, "orthogonal", 1).w
    np.testing.assert_allclose(wide @ wide.T, np.eye(100), atol=1e-12)
    np.testing.assert_allclose(tall.T @ tall, np.eye(100), atol=1e-12)


def test_unit_variance_gives_every_layer_a_standard_deviation_of_one() -> None:
    x = np.random.default_rng(3).standard_normal((200, 50))
    w = initialisation.parameters(NETWORK, "unit_variance", 1, x).w
    z = w[0] @ x
    assert z.std() == pytest.approx(1)
    assert (w[1] @ np.maximum(z, 0)).std() == pytest.approx(1)


def test_rules_of_initialisation_scale_one_and_the_same_draw() -> None:
    network = Network((64, 32, 1))
    small, he = (initialisation.parameters(network, rule, 3) for rule in ("small", "he"))
    np.testing.assert_allclose(he.w[0] / small.w[0], (2 / 64) ** 0.5 / 0.01)
    assert all((b == 0).all() for b in he.b)


def test_unit_variance_without_data_is_refused() -> None:
    with pytest.raises(ValueError, match="x: got none"):
        initialisation.parameters(NETWORK, "unit_variance", 1)


def test_an_unknown_rule_is_refused_by_name() -> None:
    with pytest.raises(LookupError, match="no initialisation 'lucky': there are zero"):
        initialisation.parameters(NETWORK, "lucky", 1)
