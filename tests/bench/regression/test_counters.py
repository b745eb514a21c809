"""What needs no clock is counted exactly: allocations, dtypes, compiled signatures."""

from dataclasses import replace

import numpy as np
import pytest

from propbench import impls
from propbench.bench.process import ROOT
from propbench.bench.regression.counts.allocations import counted
from propbench.bench.regression.counts.counters import compiled_facts, facts
from propbench.bench.regression.sampling.works import CallableWork, make
from propbench.bench.regression.sides.listing import grid_targets
from propbench.impls.contract import Array
from propbench.impls.numba_loops.compile import compiled

X = np.linspace(0, 1, 1_000)
ARRAYS = ("NumPy arrays made", "bytes of NumPy arrays made")
NAME = "numpy_vectorized-shallow-relu-train_step-m1000-float64-1t"


ROW, COLUMN = X.reshape(1, -1), X.reshape(-1, 1)


@compiled
def _doubled(x: Array) -> Array:
    return 2.0 * x


@compiled
def _doubled_copy(x: Array) -> Array:
    return 2.0 * x.copy()


@pytest.mark.parametrize("temporaries", [1, 2, 5])
def test_every_temporary_of_numpy_is_counted(temporaries: int) -> None:
    with counted() as found:
        for _ in range(temporaries):
            np.sqrt(X)
    assert (found.arrays, found.array_bytes) == (temporaries, temporaries * X.nbytes)


def test_zeroed_memory_counts_too_and_buffers_that_are_there_do_not() -> None:
    out = np.empty_like(X)
    with counted() as found:
        np.sqrt(X, out=out)
    assert found.arrays == 0
    with counted() as found:
        np.zeros(1_000)
    assert (found.arrays, found.array_bytes) == (1, 8_000)


def test_an_array_outlives_the_counting_that_saw_it_made() -> None:
    with counted():
        kept = np.sqrt(X)
    kept.resize(2_000, refcheck=False)
    assert kept[:1_000].tolist() == np.sqrt(X).tolist()


def test_blocks_of_compiled_code_are_counted() -> None:
    blocks = []
    for function in (_doubled, _doubled_copy):
        function(X)
        with counted() as found:
            function(X)
        blocks.append(found.blocks)
    assert blocks[0] >= 1
    assert blocks[1] == blocks[0] + 1


def test_nothing_that_is_called_allocates_nothing() -> None:
    with counted() as found:
        pass
    assert (found.arrays, found.array_bytes, found.blocks) == (0, 0, 0)


def test_the_facts_of_a_case_are_the_same_at_every_call() -> None:
    (target,) = grid_targets(("numpy_vectorized",), ROOT, NAME)
    work = make(target)
    first = facts(work, target)
    assert facts(work, target) == first
    assert first["dtype"] == "float64"
    assert int(first["NumPy arrays made"]) > 5


def test_one_more_temporary_shows() -> None:
    (target,) = grid_targets(("numpy_vectorized",), ROOT, NAME)
    asked = replace(target, kind="callable", case=None)
    lean, wasteful = (
        facts(CallableWork(function), asked)
        for function in (lambda: np.sqrt(X), lambda: np.sqrt(X.copy()))
    )
    more = {name: int(wasteful[name]) - int(lean[name]) for name in ARRAYS}
    assert more["NumPy arrays made"] == 1
    assert more["bytes of NumPy arrays made"] == X.nbytes


def test_what_numba_made_is_counted_and_others_have_nothing_to_count() -> None:
    loops = impls.load("numba_loops")
    loops.primitives.PRIMITIVES["dot"](ROW, COLUMN)
    found = compiled_facts(loops)
    assert int(found["signatures"]) >= 1
    assert found["packed instructions"].isdecimal() or "cache" in found["packed instructions"]
    assert compiled_facts(impls.load("numpy_vectorized")) == {}
