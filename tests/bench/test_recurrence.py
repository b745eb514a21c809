"""Recurrent networks as cells: the oracle is right, tight and shared; useless problems fall."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from propbench import impls
from propbench.bench import subjects
from propbench.bench.cases import Case
from propbench.bench.oracle import compare, recurrence, recurrence_reference
from propbench.bench.parameters import Parameters
from propbench.bench.problems import EDGES, SEED, DegenerateProblemError
from propbench.bench.subjects.recurrent import KIND
from propbench.bench.timing.check import require_right
from propbench.bench.timing.checker import Checker
from propbench.bench.timing.network_call import CHECK_RATE
from tests.bench.fewer_bits import kept_bits
from tests.impls.other_kinds import assert_all_close, gradients
from tests.impls.problems import having, having_by_dtype
from tests.impls.recurrences import NETWORKS, given_for, loss

CASES = [
    Case("numpy_vectorized", network, "tanh", "train_step", 20, subject="recurrent")
    for network in ("rnn", "lstm")
]
OF_EACH = pytest.mark.parametrize("case", CASES, ids=lambda case: case.network)


@pytest.mark.parametrize("network", NETWORKS, ids=str)
def test_the_oracle_is_the_complex_step(network: Any) -> None:
    given = given_for(network, 6)
    right = recurrence_reference(given, 0.5).expected
    slopes = gradients(given, given.parameters, loss)
    assert_all_close({name: right[name] for name in slopes}, slopes, 1e-12)
    for name, array in given.parameters.items():
        np.testing.assert_allclose(right[name], array - 0.5 * right[f"d{name}"], rtol=1e-15)


@pytest.mark.parametrize("network", NETWORKS, ids=str)
def test_the_oracle_is_the_same_in_blocks(network: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    given = given_for(network, 10)
    whole = recurrence_reference(given, 0.5).expected
    monkeypatch.setattr(recurrence, "BLOCK", 4)
    blocks = recurrence_reference(given, 0.5).expected
    for name, array in whole.items():
        np.testing.assert_allclose(blocks[name], array, rtol=1e-12, atol=1e-15)


@OF_EACH
@pytest.mark.parametrize("seed", [SEED, EDGES])
@pytest.mark.parametrize("m", [1, 3, 17, 100, 1_025])
@pytest.mark.parametrize(("name", "dtype"), having_by_dtype("recurrent"))
def test_every_implementation_is_within_the_bounds_at_every_size_of_block(
    name: str, dtype: str, m: int, seed: int, case: Case
) -> None:
    implementation = impls.load(name)
    if implementation.family == "loops" and m > 3:
        pytest.skip("takes seconds")
    case = replace(case, implementation=name, m=m, dtype=dtype)
    call = subjects.make_call(implementation, case, seed)
    call.once()
    require_right(case, call.read(), seed)


@OF_EACH
@pytest.mark.parametrize("phase", ["forward", "backward", "update", "train_step"])
@pytest.mark.parametrize("name", having("recurrent"))
def test_every_phase_is_to_be_timed(name: str, phase: str, case: Case) -> None:
    case = replace(case, implementation=name, phase=phase, m=5)
    record = Checker(slowest_call_s=60.0).check(impls.load(name), case)
    assert record.kind == "measured", record.reason


@OF_EACH
@pytest.mark.parametrize(("dtype", "m", "share"), [("float64", 100, 1e-10), ("float32", 100, 1e-3)])
def test_the_bounds_are_tight_enough_to_see_a_bug(
    dtype: str, m: int, share: float, case: Case
) -> None:
    right = recurrence_reference(KIND.problem(replace(case, m=m, dtype=dtype)), CHECK_RATE)
    for name, bound in right.bound.items():
        assert np.median(bound) <= share * np.abs(right.expected[name]).max(), name
        off = right.expected[name].astype(dtype)
        off.flat[0] += 10 * bound.max()
        assert compare({name: off}, (right.expected, right.bound), dtype)[1]


@OF_EACH
def test_errors_are_allowed_to_grow_with_every_step_back(case: Case) -> None:
    """A single unit's gradient at the first step has gone through all of them."""
    given = KIND.problem(replace(case, m=100))
    short = replace(given.network, steps=2)
    part = replace(given, network=short, x=np.ascontiguousarray(given.x[:16]))
    whole, two = (recurrence_reference(each, CHECK_RATE) for each in (given, part))
    assert np.median(whole.bound["db0"]) > 1.5 * np.median(two.bound["db0"])


def _fault(case: Case, bits: int) -> str:
    """What is wrong in float32 with gradients whose inputs and weights have so many bits."""
    case = replace(case, m=1_000, dtype="float32")
    given, implementation = KIND.problem(case), impls.load("numpy_vectorized")
    w = tuple(kept_bits(weights, bits) for weights in given.parameters.w)
    parameters, x = Parameters(w, given.parameters.b), kept_bits(given.x, bits)
    file = implementation.file("recurrent")
    state = implementation.prepare(given.network, parameters, x, given.y)
    got = file.read_gradients(file.train_step(state, CHECK_RATE))
    expected, bound = subjects.of(case).answer(case, SEED)
    return compare(got, ({name: expected[name] for name in got}, bound), "float32")[1]


@OF_EACH
def test_products_in_fewer_bits_than_float32_has_are_refused(case: Case) -> None:
    assert _fault(case, 23) == ""
    for bits in (7, 10):
        assert "expected" in _fault(case, bits), "bfloat16 or TF32"


def _refusal(case: Case, **changes: Any) -> str:
    given = KIND.problem(case)
    changed = replace(given, parameters=Parameters.of({**given.parameters, **changes}))
    with pytest.raises(DegenerateProblemError) as caught:
        KIND.check_not_degenerate(changed, recurrence_reference(changed, CHECK_RATE))
    return str(caught.value)


@OF_EACH
def test_problems_that_hide_bugs_or_time_are_refused(case: Case) -> None:
    given = KIND.problem(case).parameters
    n = given["w1"].shape[1]
    assert "hidden units are saturated" in _refusal(case, b0=given["b0"] + 1e2)
    assert "outputs are saturated" in _refusal(case, w1=1e4 * given["w1"])
    assert "z[0] has subnormal numbers" in _refusal(
        case, w0=1e-310 * given["w0"], b0=0 * given["b0"]
    )
    dead, still = given["w0"].copy(), given["b0"].copy()
    dead[3::n], still[3::n] = 0, 0
    assert "hidden unit 3 is never active" in _refusal(case, w0=dead, b0=still)


@OF_EACH
def test_gradients_that_vanish_over_the_steps_are_refused(case: Case) -> None:
    given = KIND.problem(case).parameters
    faint = given["w0"].copy()
    # The carry of an LSTM keeps its gradient, so that only one step makes that of h smaller.
    faint[:, 8:] *= 1e-45 if case.network == "rnn" else 1e-306
    assert "dh[" in _refusal(case, w0=faint)


@OF_EACH
@pytest.mark.parametrize("m", [1, 10, 100])
def test_the_problems_of_the_grid_are_not_degenerate(m: int, case: Case) -> None:
    for seed in range(SEED, SEED + 12):
        subjects.of(case).answer(replace(case, m=m), seed)


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(LookupError, match="no recurrent network 'deep': there are rnn, lstm"):
        KIND.problem(replace(CASES[0], network="deep"))
    with pytest.raises(LookupError, match="rnn has tanh, not 'relu'"):
        KIND.problem(replace(CASES[0], activation="relu"))


def test_the_arithmetic_is_that_of_the_loops() -> None:
    """By step 64 units or 4 x 32 gates, of 8 inputs and the state; back, not to the inputs."""
    for case, rows, n in zip(CASES, (64, 128), (64, 32), strict=True):
        subject = subjects.of(case)
        forward = 8 * rows * (8 + n) + 10 * n
        backward = forward + 7 * rows * n + 10 * n
        weights = rows * (8 + n) + 10 * n
        assert subject.multiply_adds(replace(case, phase="forward", m=1)) == forward
        assert subject.multiply_adds(replace(case, m=1)) == forward + backward + weights
