"""Ways to begin: equal draws, and what stays zero, saturates or stays alike."""

from typing import Literal

import numpy as np
import pytest

from propbench import impls
from propbench.bench.claims.c05_initialisation.saturation import saturated
from propbench.bench.claims.c05_initialisation.starts import StartQuestion, begun, race
from propbench.bench.claims.c05_initialisation.symmetry import readings, units
from propbench.bench.claims.referee.estimates import everything
from propbench.bench.training.arms import RELU, SIGMOID
from propbench.bench.training.parameters import Parameters, drawn
from propbench.impls.contract import Network

NETWORK = Network((3, 5, 2))


def test_biases_are_drawn_beside_the_same_weights() -> None:
    plain = drawn(NETWORK, "glorot", 4)
    with_biases = drawn(NETWORK, "glorot:bias_2", 4)
    np.testing.assert_equal(plain.w, with_biases.w)
    assert not np.concatenate(plain.b).any()
    assert np.concatenate(with_biases.b).all()


def test_biases_have_the_deviation_that_was_asked_for() -> None:
    wide = Network((1, 4_000, 1))
    small, large = (drawn(wide, f"he:bias_{d}", 0).b[0] for d in (0.1, 1))
    np.testing.assert_allclose(large, 10 * small)
    assert large.std() == pytest.approx(1, rel=0.05)


def test_only_the_output_layer_begins_at_zero() -> None:
    plain = drawn(NETWORK, "he", 4)
    changed = drawn(NETWORK, "he:zero_output", 4)
    np.testing.assert_equal(plain.w[0], changed.w[0])
    assert not changed.w[1].any()


def test_zero_weights_have_no_sign() -> None:
    """Units that differ in the sign of a zero would be counted as distinct."""
    for w in drawn(NETWORK, "zero", 0).w:
        assert not np.signbit(w).any()


def test_an_unknown_change_of_a_start_is_refused_by_name() -> None:
    with pytest.raises(LookupError, match=r"no change 'shifted'.*zero_output and bias_"):
        drawn(NETWORK, "he:shifted", 0)


def test_a_start_that_builds_on_the_textbooks_takes_each_arms_own() -> None:
    assert begun(RELU, "{}:bias_1").initialisation == "he:bias_1"
    assert begun(SIGMOID, "small").name == "sigmoid:small"


@pytest.mark.parametrize(("subject", "slow"), [("textbook", "relu"), ("other", "relu:small")])
def test_the_arm_that_the_question_is_about_comes_first(
    subject: Literal["textbook", "other"], slow: str
) -> None:
    asked = StartQuestion("a", "b", ("small",), everything, subject=subject)
    assert asked.slow_and_fast(race("xor", 1, RELU, "small"))[0] == slow


def test_every_race_of_a_question_has_its_factors() -> None:
    asked = StartQuestion(
        "a", "b", ("{}:bias_1", "small"), everything, arms=(RELU,), settings=(("xor", 3),)
    )
    factors = list(asked.races.values())
    assert [one["start"] for one in factors] == ["textbook:bias_1", "small"]
    assert {one["depth"] for one in factors} == {"3"}


@pytest.mark.parametrize("name", ["python_loops", "python_builtins", "numba_loops"])
@pytest.mark.parametrize("width", [3, 5])
def test_loops_keep_units_alike_for_ever(name: str, width: int) -> None:
    network = Network((2, width, 1), "sigmoid")
    for reading in readings(impls.load(name), "xor", network, "float64", (1, 20)):
        assert reading.distinct == 1
        assert reading.spread == 0
        assert reading.largest_weight > 1e-6


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_zero_weights_of_activations_that_are_zero_at_zero_never_move(activation: str) -> None:
    network = Network((2, 4, 4, 1), activation)
    (last,) = readings(impls.load("numpy_vectorized"), "xor", network, "float64", (50,))
    assert last.largest_weight == 0


def test_a_unit_is_its_weights_in_its_bias_and_its_weights_out() -> None:
    w1, w2 = np.arange(6.0).reshape(3, 2), np.arange(6.0, 9).reshape(1, 3)
    b1 = np.array([[10.0], [11.0], [12.0]])
    rows = units(Parameters((w1, w2), (b1, np.zeros((1, 1)))))
    np.testing.assert_array_equal(rows[1], [2, 3, 11, 7])


def test_the_clock_sees_units_that_differ_in_one_bit() -> None:
    """Random weights stand in for broken symmetry: the count must notice."""
    start = drawn(Network((2, 6, 1)), "glorot", 0)
    rows = units(start)
    assert len({row.tobytes() for row in rows}) == 6
    rows[1] = rows[0]
    rows[1, 0] = np.nextafter(rows[1, 0], np.inf)
    assert len({row.tobytes() for row in rows}) == 6


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_larger_weights_saturate_more_units(activation: str) -> None:
    network = Network((2, 16, 1), activation)
    shares = [saturated("moons", network, rule, 0) for rule in ("zero", "normal_1", "normal_10")]
    assert shares[0] == 0
    assert shares == sorted(shares)
    assert shares[-1] > 0.5
