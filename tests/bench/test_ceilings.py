"""Ceilings stand over the cells that need them, compute what they say, and are checked."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

import impls
from bench import ceilings, grid
from bench.grid import Case
from bench.timing.ceilings import ProductsWork, TriadWork, ceiling_answer, products
from bench.timing.check import WrongResultError, check_case, require_right
from bench.timing.work import make_work
from impls.contract import DTYPES

STEP = Case(ceilings.PRODUCTS[0], "deep", "", "train_step", 1_500)
TRIAD = Case(ceilings.NAME, "", "", ceilings.TRIAD, 5_001)


def _selected(profile: str) -> list[Case]:
    present = [impls.load("numpy_vectorized"), impls.load("python_loops")]
    return grid.select(grid.PROFILES[profile], present)


@pytest.mark.parametrize("profile", grid.PROFILES)
def test_every_compute_bound_cell_has_a_ceiling_in_both_libraries(profile: str) -> None:
    cases = _selected(profile)
    ids = {case.id for case in cases}
    under = [
        case
        for case in cases
        if case.implementation == "numpy_vectorized"
        and case.phase in ceilings.PHASES
        and case.network
        and case.m >= ceilings.LEAST_M
    ]
    assert under
    for case in under:
        for name in ceilings.PRODUCTS:
            assert replace(case, implementation=name, activation="").id in ids


def test_a_ceiling_asks_no_question_that_an_implementation_answers() -> None:
    cases = _selected("standard")
    bare = {case.question for case in cases if ceilings.is_ceiling(case.implementation)}
    assert not bare & {
        case.question for case in cases if not ceilings.is_ceiling(case.implementation)
    }


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", ceilings.PRODUCTS)
@pytest.mark.parametrize("phase", ceilings.PHASES)
def test_the_products_of_every_phase_are_right_in_both_libraries(
    name: str, phase: str, dtype: str
) -> None:
    case = replace(STEP, implementation=name, phase=phase, dtype=dtype)
    record = check_case(None, case)
    assert record.kind == "measured"
    assert record.max_error is not None


def test_a_training_step_has_the_products_that_the_plan_counts() -> None:
    sizes = grid.NETWORKS["deep"].sizes
    counted = sum(left.size * right.shape[1] for _, left, right, _ in products(STEP))
    weights = [n_in * n_out for n_in, n_out in pairwise(sizes)]
    assert counted == (3 * sum(weights) - weights[0]) * STEP.m


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("threads", [1, 2])
def test_the_triad_is_right_however_many_threads_share_it(threads: int, dtype: str) -> None:
    case = replace(TRIAD, threads=threads, dtype=dtype)
    assert check_case(None, case).kind == "measured"


@pytest.mark.parametrize("case", [STEP, TRIAD])
def test_a_wrong_ceiling_is_found(case: Case) -> None:
    work = make_work(None, case)
    assert isinstance(work, ProductsWork | TriadWork)
    work.once()
    result = work.read()
    for array in result.values():
        array[..., -1] += 1e-3
        break
    with pytest.raises(WrongResultError):
        require_right(case, result)


def test_a_result_of_nan_is_no_ceiling() -> None:
    expected, _ = ceiling_answer(STEP)
    with pytest.raises(WrongResultError, match="not finite"):
        require_right(STEP, {name: np.full_like(one, np.nan) for name, one in expected.items()})


def test_what_is_neither_loaded_nor_a_ceiling_is_refused() -> None:
    with pytest.raises(LookupError, match="gone is not loaded"):
        make_work(None, Case("gone", "shallow", "relu", "forward", 10))


@pytest.mark.parametrize("name", ceilings.PRODUCTS)
def test_the_products_are_written_in_place_in_both_libraries(name: str) -> None:
    """A BLAS that copies its result elsewhere would be no ceiling."""
    work = ProductsWork(replace(STEP, implementation=name))
    work.once()
    first = work.read()
    for _, _, _, out in work.products:
        out[...] = 0
    work.once()
    again = work.read()
    for name in first:
        np.testing.assert_array_equal(first[name], again[name])
