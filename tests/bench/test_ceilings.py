"""Ceilings stand over the cells that need them, compute what they say, and are checked."""

from dataclasses import replace
from itertools import chain, pairwise

import numpy as np
import pytest

from propbench import impls
from propbench.bench import ceilings, grid, subjects
from propbench.bench.cases import CEILING, is_ceiling
from propbench.bench.grid import Case
from propbench.bench.problems import SEED
from propbench.bench.subjects.ceilings.kernel import BYTES, CHANNELS, REGISTERS, TERMS
from propbench.bench.subjects.ceilings.products import ProductsCall, blocks
from propbench.bench.subjects.ceilings.tile import TileCall
from propbench.bench.subjects.ceilings.triad import TriadCall
from propbench.bench.timing.check import WrongResultError, require_right
from propbench.bench.timing.checker import check_case
from propbench.impls.contract import DTYPES

STEP = Case("ceiling:scipy:small", "deep", "", "train_step", 1_510)
TRIAD = Case(CEILING, "", "", ceilings.TRIAD, 5_001)


def _selected(profile: str) -> list[Case]:
    present = [impls.load("numpy_vectorized"), impls.load("python_loops")]
    return grid.select(grid.PROFILES[profile], present)


@pytest.mark.parametrize("profile", grid.PROFILES)
def test_every_compute_bound_cell_has_all_its_ceilings(profile: str) -> None:
    cases = _selected(profile)
    ids = {case.id for case in cases}
    under = [
        case
        for case in cases
        if case.implementation == "numpy_vectorized"
        and case.phase in ceilings.PHASES
        and case.subject == "dense"
        and case.m >= ceilings.LEAST_M
    ]
    assert under
    for case in under:
        for name in ceilings.products_over(case.m):
            assert replace(case, implementation=name, activation="").id in ids


def test_a_ceiling_asks_no_question_that_an_implementation_answers() -> None:
    cases = _selected("standard")
    bare = {case.question for case in cases if is_ceiling(case.implementation)}
    assert not bare & {case.question for case in cases if not is_ceiling(case.implementation)}


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", ceilings.PRODUCTS)
@pytest.mark.parametrize("phase", ceilings.PHASES)
@pytest.mark.parametrize("threads", [1, 2])
def test_the_products_of_every_phase_are_right_in_both_libraries(
    name: str, phase: str, dtype: str, threads: int
) -> None:
    case = replace(STEP, implementation=name, phase=phase, dtype=dtype, threads=threads)
    record = check_case(None, case)
    assert record.kind == "measured"
    assert record.max_error is not None


@pytest.mark.parametrize("name", ceilings.PRODUCTS)
def test_the_blocks_of_a_training_step_have_the_products_that_the_plan_counts(name: str) -> None:
    sizes = grid.NETWORKS["deep"].sizes
    products = chain.from_iterable(blocks(replace(STEP, implementation=name)))
    counted = sum(left.size * right.shape[1] for _, left, right, _ in products)
    weights = [n_in * n_out for n_in, n_out in pairwise(sizes)]
    assert counted == (3 * sum(weights) - weights[0]) * STEP.m


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("threads", [1, 2])
def test_the_triad_is_right_however_many_threads_share_it(threads: int, dtype: str) -> None:
    case = replace(TRIAD, threads=threads, dtype=dtype)
    assert check_case(None, case).kind == "measured"


@pytest.mark.parametrize("case", [STEP, TRIAD])
def test_a_wrong_ceiling_is_found(case: Case) -> None:
    work = subjects.make_call(None, case, SEED)
    assert isinstance(work, ProductsCall | TriadCall)
    work.once()
    result = work.read()
    for array in result.values():
        array[..., -1] += 1e-3
        break
    with pytest.raises(WrongResultError):
        require_right(case, result)


def test_a_result_of_nan_is_no_ceiling() -> None:
    expected, _ = subjects.of(STEP).answer(STEP, SEED)
    with pytest.raises(WrongResultError, match="not finite"):
        require_right(STEP, {name: np.full_like(array, np.nan) for name, array in expected.items()})


def test_what_is_neither_loaded_nor_a_ceiling_is_refused() -> None:
    with pytest.raises(LookupError, match="gone is not loaded"):
        subjects.make_call(None, Case("gone", "shallow", "relu", "forward", 10), SEED)


@pytest.mark.parametrize("name", ceilings.PRODUCTS)
def test_the_products_are_written_in_place_in_both_libraries(name: str) -> None:
    """A BLAS that copies its result elsewhere would be no ceiling."""
    work = ProductsCall(replace(STEP, implementation=name))
    work.once()
    first = work.read()
    for _, _, _, out in chain.from_iterable(work.blocks):
        out[...] = 0
    work.once()
    again = work.read()
    for name in first:
        np.testing.assert_array_equal(first[name], again[name])


@pytest.mark.parametrize("name", ceilings.PRODUCTS)
@pytest.mark.parametrize("threads", [1, 2])
def test_every_block_is_multiplied_however_many_threads_there_are(name: str, threads: int) -> None:
    """In forward each block has results of its own, so that all can be seen."""
    work = ProductsCall(replace(STEP, implementation=name, phase="forward", threads=threads))
    products = list(chain.from_iterable(work.blocks))
    for _, _, _, out in products:
        out[...] = np.nan
    work.once()
    for _, left, right, out in products:
        np.testing.assert_allclose(out, left @ right, rtol=1e-9, atol=1e-9)


def test_blocks_share_a_room_but_for_what_outlasts_the_phase() -> None:
    def places(phase: str, wanted: str) -> tuple[int, int]:
        """In how many places the right factors of a product lie, and its results."""
        every = chain.from_iterable(blocks(replace(STEP, phase=phase)))
        found = [(right, out) for name, _, right, out in every if name == wanted]
        rights, outs = (
            {array.ctypes.data for array in arrays} for arrays in zip(*found, strict=True)
        )
        return len(rights), len(outs)

    n_blocks = len(blocks(STEP))
    assert places("train_step", "z[1]") == places("train_step", "dw[1]") == (1, 1)
    assert places("train_step", "z[0]") == (n_blocks, 1)
    assert places("forward", "z[1]") == (1, n_blocks)
    assert places("backward", "dw[1]") == (n_blocks, 1)


def test_small_blocks_keep_products_small_and_rows_on_cache_lines() -> None:
    small = ceilings.PRODUCTS["ceiling:numpy:small"]
    for name, least in (("shallow", ceilings.MOST), ("deep", 120), ("width_512", ceilings.FEWEST)):
        sizes = grid.NETWORKS[name].sizes
        assert small.columns(max(n_in * n_out for n_in, n_out in pairwise(sizes))) == least
    for left in (left for block in blocks(STEP)[:-1] for _, left, _, _ in block):
        assert left.ctypes.data % 64 == 0


def test_a_few_examples_have_no_small_blocks() -> None:
    assert ceilings.products_over(100) == ["ceiling:numpy:wide", "ceiling:scipy:wide"]
    assert ceilings.products_over(1_000) == list(ceilings.PRODUCTS)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("phase", ceilings.PHASES)
def test_a_convolution_has_the_multiply_adds_of_its_case_in_registers(
    phase: str, threads: int, dtype: str
) -> None:
    cell = Case("", "conv", "relu", phase, 100, dtype, threads=threads, subject="conv")
    (case,) = subjects.of(cell).ceilings(cell)
    assert check_case(None, case).kind == "measured"
    assert subjects.of(case).multiply_adds(case) == subjects.of(cell).multiply_adds(cell)
    tile = TERMS * CHANNELS * REGISTERS * BYTES // np.dtype(dtype).itemsize
    done = TileCall(case)._tiles * threads * tile
    left_out = subjects.of(case).multiply_adds(case) - done
    assert 0 <= left_out < threads * tile


def test_where_calls_cost_most_and_in_quick_nothing_is_in_registers() -> None:
    cell = Case("", "conv", "relu", "train_step", ceilings.LEAST_M - 1, subject="conv")
    assert subjects.of(cell).ceilings(cell) == []
    assert ceilings.TILE not in {case.implementation for case in _selected("quick")}
    assert ceilings.TILE in {case.implementation for case in _selected("standard")}


def test_a_wrong_sum_in_registers_is_seen() -> None:
    cell = Case("", "conv", "relu", "train_step", 100, subject="conv")
    (case,) = subjects.of(cell).ceilings(cell)
    call = TileCall(case)
    call.once()
    sums = call.read()["sums"]
    require_right(case, {"sums": sums})
    sums[1, 3, -1] += 1e-11
    with pytest.raises(WrongResultError, match="sums"):
        require_right(case, {"sums": sums})
