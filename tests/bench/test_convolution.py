"""Convolutional networks as cells: the oracle is right, tight and shared; useless problems fall."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from propbench import impls
from propbench.bench import subjects
from propbench.bench.cases import Case
from propbench.bench.oracle import compare, convolution_reference
from propbench.bench.problems import SEED, DegenerateProblemError
from propbench.bench.subjects.conv import KIND
from propbench.bench.timing.check import require_right
from propbench.bench.timing.checker import Checker
from propbench.bench.timing.network_call import CHECK_RATE
from tests.impls.convolutions import NETWORKS, given_for, loss
from tests.impls.other_kinds import assert_all_close, gradients
from tests.impls.problems import having, having_by_dtype

CASE = Case("numpy_vectorized", "conv", "relu", "train_step", 20, subject="conv")


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("network", NETWORKS, ids=str)
def test_the_oracle_is_the_complex_step(network: Any, whole: bool) -> None:
    given = given_for(network, 6, whole=whole)
    right = convolution_reference(given, 0.5).expected
    slopes = gradients(given, given.parameters, loss)
    assert_all_close({name: right[name] for name in slopes}, slopes, 1e-12)
    for name, array in given.parameters.items():
        np.testing.assert_allclose(right[name], array - 0.5 * right[f"d{name}"], rtol=1e-15)


@pytest.mark.parametrize("m", [1, 3, 17, 100, 1_025])
@pytest.mark.parametrize(("name", "dtype"), having_by_dtype("conv"))
def test_every_implementation_is_within_the_bounds_at_every_size_of_block(
    name: str, dtype: str, m: int
) -> None:
    implementation = impls.load(name)
    if implementation.family == "loops" and m > 17:
        pytest.skip("takes seconds")
    case = replace(CASE, implementation=name, m=m, dtype=dtype)
    call = subjects.make_call(implementation, case, SEED)
    call.once()
    require_right(case, call.read())


@pytest.mark.parametrize("phase", ["forward", "backward", "update", "train_step"])
@pytest.mark.parametrize("name", having("conv"))
def test_every_phase_is_to_be_timed(name: str, phase: str) -> None:
    case = replace(CASE, implementation=name, phase=phase, m=5)
    record = Checker(slowest_call_s=60.0).check(impls.load(name), case)
    assert record.kind == "measured", record.reason


@pytest.mark.parametrize(("dtype", "m", "share"), [("float64", 100, 1e-9), ("float32", 10, 0.05)])
def test_the_bounds_are_tight_enough_to_see_a_bug(dtype: str, m: int, share: float) -> None:
    right = convolution_reference(KIND.problem(replace(CASE, m=m, dtype=dtype)), CHECK_RATE)
    for name, bound in right.bound.items():
        assert np.median(bound) <= share * np.abs(right.expected[name]).max(), name
        off = right.expected[name].astype(dtype)
        off.flat[0] += 10 * bound.max()
        assert compare({name: off}, (right.expected, right.bound), dtype)[1]


def test_either_way_is_right_where_two_are_the_largest() -> None:
    """On plain images all z of a window inside are equal: the gradient of any of them will do."""
    given = given_for(NETWORKS[2], 3, whole=True)
    right = convolution_reference(given, CHECK_RATE)
    assert (right.bound["dw1"] > 1e-3).any()


def test_other_weights_have_another_answer() -> None:
    first, second = (KIND.problem(CASE, seed).parameters for seed in (SEED, SEED + 1))
    assert not any(np.array_equal(first[name], second[name]) for name in first)


def _refusal(**changes: Any) -> str:
    given = KIND.problem(CASE)
    parameters = {**given.parameters, **changes}
    changed = replace(given, parameters=type(given.parameters).of(parameters))
    with pytest.raises(DegenerateProblemError) as caught:
        KIND.check_not_degenerate(changed, convolution_reference(changed, CHECK_RATE))
    return str(caught.value)


def test_problems_that_hide_bugs_or_time_are_refused() -> None:
    given = KIND.problem(CASE).parameters
    dead = given["b1"].copy()
    dead[3] = -1e3
    assert "channel 3 of layer 1 is never active" in _refusal(b1=dead)
    assert "% of the ReLU of layer 0 are active" in _refusal(b0=given["b0"] + 1e3)
    assert "saturated" in _refusal(w2=1e3 * given["w2"])
    assert "z[0] has subnormal numbers" in _refusal(
        w0=1e-310 * given["w0"], b0=np.zeros_like(given["b0"])
    )


@pytest.mark.parametrize("m", [1, 10, 100])
def test_the_problems_of_the_grid_are_not_degenerate(m: int) -> None:
    for seed in range(SEED, SEED + 12):
        subjects.of(CASE).answer(replace(CASE, m=m), seed)


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(LookupError, match="no convolutional network 'deep': there are conv"):
        KIND.problem(replace(CASE, network="deep"))
    with pytest.raises(LookupError, match="conv has relu, not 'tanh'"):
        KIND.problem(replace(CASE, activation="tanh"))


def test_the_arithmetic_is_that_of_the_loops() -> None:
    """Of 8 pixels in a row 22 places of a kernel are in the image, of 4 pixels 10; 640 of the last
    layer. Twice that back, less what leads to the image."""
    subject = subjects.of(CASE)
    forward = 8 * 22**2 + 8 * 16 * 10**2 + 640
    assert subject.multiply_adds(replace(CASE, phase="forward", m=1)) == forward == 17_312
    assert subject.multiply_adds(replace(CASE, m=1)) == 3 * forward - 8 * 22**2 + 1_864
