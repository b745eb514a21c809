"""Problems are real, seeded, and exercise what is timed."""

import numpy as np
import pytest

from propbench.bench import grid, problems
from propbench.bench.oracle import reference
from propbench.bench.parameters import Parameters


def _case(network: str, activation: str, m: int, dtype: str = "float64") -> grid.Case:
    return grid.Case("any", network, activation, "train_step", m, dtype)


def test_the_first_examples_are_the_real_ones_and_later_ones_are_noisy() -> None:
    small, _ = problems.dataset("digits_even", 1_797, 1)
    large, _ = problems.dataset("digits_even", 2_000, 1)
    raw, _ = problems._raw("digits_even")
    real = {column.tobytes() for column in raw.T}
    assert {column.tobytes() for column in small.T} == real
    assert not {column.tobytes() for column in large[:, 1_797:].T} & real


def test_equal_seeds_give_equal_data_and_other_seeds_give_others() -> None:
    first, _ = problems.dataset("digits_classes", 100, 1)
    problems.dataset.cache_clear()
    again, _ = problems.dataset("digits_classes", 100, 1)
    other, _ = problems.dataset("digits_classes", 100, 2)
    assert first.tobytes() == again.tobytes()
    assert first.tobytes() != other.tobytes()


@pytest.mark.parametrize("name", ["digits_even", "digits_classes", "breast_cancer"])
def test_labels_fit_the_output_and_both_kinds_occur(name: str) -> None:
    _, y = problems.dataset(name, 500, 1)
    assert set(np.unique(y)) == {0.0, 1.0}
    if y.shape[0] > 1:
        assert (y.sum(axis=0) == 1).all()


def test_data_cannot_be_written_to() -> None:
    x, _ = problems.dataset("digits_even", 10, 1)
    with pytest.raises(ValueError, match="read-only"):
        x[0, 0] = 1


@pytest.mark.parametrize("profile", grid.PROFILES)
def test_no_case_of_a_dense_network_is_degenerate(profile: str) -> None:
    asked = {
        (network, activation, m, dtype)
        for part in grid.PROFILES[profile].slices
        for network in part.networks
        for activation in part.activations
        for m in (*part.sizes, *part.loop_sizes)
        for dtype in part.dtypes
        if network in grid.NETWORKS and m <= 1_000
    }
    for network, activation, m, dtype in asked:
        problem = problems.problem(_case(network, activation, m, dtype))
        forward = reference(problem, 0.5).forward
        problems.check_not_degenerate(problem.network, problem.x, forward)


def _refused(scale: float, bias: float = 0.0) -> str:
    """Why a shallow relu network with these weights is refused."""
    problem = problems.problem(_case("shallow", "relu", 200))
    w = tuple(scale * layer for layer in problem.parameters.w)
    b = (np.full((32, 1), bias), np.zeros((1, 1)))
    changed = problems.Problem(problem.network, Parameters(w, b), problem.x, problem.y)
    forward = reference(changed, 0.5).forward
    with pytest.raises(problems.DegenerateProblemError) as refusal:
        problems.check_not_degenerate(problem.network, problem.x, forward)
    return str(refusal.value)


def test_a_relu_that_is_always_active_is_refused() -> None:
    assert "100% of the ReLU units are active" in _refused(1.0, bias=100.0)


def test_saturated_outputs_are_refused() -> None:
    assert "saturated" in _refused(300.0)


def test_subnormal_numbers_are_refused() -> None:
    assert "subnormal" in _refused(1e-160)
