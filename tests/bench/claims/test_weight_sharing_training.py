"""What C11 trains: right gradients, equal sizes, fields without leaks, rates chosen apart."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from propbench.bench import subjects
from propbench.bench.cases import Case
from propbench.bench.claims.c11_weight_sharing import convolution, dense, recurrence
from propbench.bench.claims.c11_weight_sharing.data import Examples, Field
from propbench.bench.claims.c11_weight_sharing.learners import Learner, dense_network
from propbench.bench.claims.c11_weight_sharing.settings import (
    CENTRED,
    LATE,
    MOVED,
    MULTIPLY_ADDS,
    PARAMETERS,
    SETTINGS,
    SHUFFLED,
)
from propbench.bench.claims.c11_weight_sharing.training import error, gradients, trained
from propbench.bench.claims.c11_weight_sharing.tuning import REPORTING, TUNING, best_rate
from propbench.bench.oracle import convolution_reference, recurrence_reference, reference
from propbench.bench.parameters import Parameters as Named
from propbench.bench.training.parameters import received
from propbench.bench.training.rulesets import Grid
from propbench.impls.contract import Convolutional, Network
from tests.impls import convolutions, problems, recurrences

LEARNT = [
    (convolution, convolution_reference, convolutions.given_for(convolutions.NETWORKS[2], 6)),
    (convolution, convolution_reference, convolutions.given_for(convolutions.NETWORKS[3], 6)),
    (recurrence, recurrence_reference, recurrences.given_for(recurrences.NETWORKS[2], 6)),
    (recurrence, recurrence_reference, recurrences.given_for(recurrences.NETWORKS[3], 6)),
    (dense, reference, problems.problem((5, 4, 3), "relu", "softmax_cross_entropy")),
]


@pytest.mark.parametrize(("kind", "oracle", "given"), LEARNT)
def test_the_gradients_are_those_of_the_oracle(
    kind: Any, oracle: Callable[..., Any], given: Any
) -> None:
    learner = Learner(given.network, kind.forward, kind.backward, 1.0, Grid(0, 0, 1))
    slopes = gradients(learner, received(given.parameters), given.x, given.y)
    right = oracle(given, 0.1)
    for name, slope in Named(slopes.w, slopes.b).items():
        off = np.abs(slope - right.expected[f"d{name}"])
        assert np.all(off <= right.bound[f"d{name}"] + 1e-300), name


def test_of_equal_pixels_in_a_window_the_first_has_the_gradient() -> None:
    network = Convolutional((1, 2, 2), (1,), 2)
    layer = network.layers[0]
    _, passed = convolution._largest(layer, np.array([3.0, 5.0, 5.0, 1.0]).reshape(1, 2, 2, 1))
    assert passed.ravel().tolist() == [False, True, False, False]
    _, nothing = convolution._largest(layer, np.zeros((1, 2, 2, 1)))
    assert not nothing.any()


def _cost(network: Any) -> float:
    """Multiply-adds of an example in forward and backward pass, as the suite counts them; as
    registered, those of a convolution with its border of zeros, which the suite leaves out."""
    if isinstance(network, Convolutional):
        first, *others = [
            9 * layer.c_in * layer.c_out * layer.height * layer.width for layer in network.layers
        ]
        return 2 * first + 3 * (sum(others) + network.features * network.n_outputs)
    if isinstance(network, Network):
        sizes = "x".join(map(str, network.sizes))
        subject, name = "dense", f"{sizes}:{network.output}"
    else:
        subject, name = "recurrent", f"{network.steps}x8:lstm{network.n_hidden}:10"
    cases = (
        Case("numpy_vectorized", name, network.activation, phase, 1, subject=subject)
        for phase in ("forward", "backward")
    )
    return sum(subjects.of(case).multiply_adds(case) for case in cases)


def _n_parameters(network: Any) -> int:
    return sum(int(np.prod(shape)) for shape in network.shapes.values())


@pytest.mark.parametrize("data", [data for data in SETTINGS if data not in SHUFFLED.values()])
def test_rivals_have_as_many_parameters_and_multiply_adds_as_they_say(data: str) -> None:
    sharing, *_ = SETTINGS[data].learners.values()
    rivals = SETTINGS[data].learners
    n = _n_parameters(rivals[PARAMETERS].network) / _n_parameters(sharing.network)
    price = _cost(sharing.network) / _cost(rivals[PARAMETERS].network)
    cost = _cost(rivals[MULTIPLY_ADDS].network) / _cost(sharing.network)
    assert 9 <= round(price) <= 28, "the figure's words say so"
    assert n == pytest.approx(1, abs=0.03)
    assert cost == pytest.approx(1, abs=0.003)


def test_no_dense_network_can_notice_that_pixels_are_shuffled() -> None:
    learner, order = dense_network(64, 7), np.random.default_rng(3).permutation(64)
    start = learner.start(np.random.default_rng(4))
    draw = SETTINGS[CENTRED].field.draw(30, 1)
    x, y = draw.learn.x, np.eye(10)[:, draw.learn.digits]
    plain = gradients(learner, start, x, y)
    moved = gradients(learner, replace(start, w=(start.w[0][:, order], start.w[1])), x[order], y)
    np.testing.assert_allclose(moved.w[0], plain.w[0][:, order], rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(moved.w[1], plain.w[1], rtol=1e-12, atol=1e-15)


def test_the_parts_of_a_draw_are_disjoint_and_no_seed_is_of_two_kinds() -> None:
    draw = SETTINGS[CENTRED].field.draw(1_000, 5)
    sizes = [part.x.shape[1] for part in draw]
    columns = {column.tobytes() for part in draw for column in part.x.T}
    assert sizes == [1_000, 297, 500]
    assert len(columns) == 1_797
    assert not set(TUNING) & set(REPORTING)


def test_sequences_are_judged_from_steps_that_were_not_learnt() -> None:
    field = SETTINGS[LATE].field
    assert not set(field.learnt) & set(field.judged)
    for places, first in ((field.learnt, {0, 2, 4}), (field.judged, {1, 3})):
        placed = field._placed(np.ones((60, 64)), places, np.random.default_rng(6))
        rows = placed.reshape(12, 8, 60).max(axis=1)
        assert set(rows.argmax(axis=0)) == first
        assert (rows.sum(axis=0) == 8).all()


def test_shuffled_pixels_are_the_same_pixels_in_one_order_a_draw() -> None:
    plain = SETTINGS[MOVED].field.draw(50, 7).learn.x
    shuffled = SETTINGS[SHUFFLED[MOVED]].field.draw(50, 7).learn.x
    assert not np.array_equal(plain, shuffled)
    assert {row.tobytes() for row in plain} == {row.tobytes() for row in shuffled}


def test_a_digit_lies_at_its_place_in_zeros() -> None:
    field = Field(10, 9, ((2, 1),), ((0, 0),))
    placed = field._placed(np.ones((1, 64)), ((2, 1),), np.random.default_rng(0))
    image = placed.reshape(10, 9)
    assert image.sum() == image[2:, 1:].sum() == 64


def test_the_best_rate_lies_inside_and_only_those_near_it_are_compared() -> None:
    calls: list[tuple[float, int]] = []

    def errors(rate: float, seed: int) -> float:
        calls.append((rate, seed))
        return 1 + abs(np.log10(rate / 10))

    rate, tried = best_rate(errors, Grid(-3, 0, 2))
    assert rate == 10
    assert max(tried) == 100
    assert {rate for rate, seed in calls if seed == TUNING[-1]} == {10}
    assert len(calls) == len(set(calls))


def test_a_network_that_diverged_is_wrong_as_often_as_a_guess() -> None:
    learner = dense_network(64, 5)
    draw = SETTINGS[CENTRED].field.draw(50, 8)
    parameters = trained(learner, draw, 1e6, 1)
    assert error(learner, parameters, draw.report) > 0.8


def test_what_is_learnt_is_known_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{trained.__module__}.UPDATES", 60)
    draw = SETTINGS[CENTRED].field.draw(100, 9)
    for learner in SETTINGS[CENTRED].learners.values():
        learnt: Examples = draw.learn
        assert error(learner, trained(learner, draw, 0.1, 2), learnt) < 0.5
