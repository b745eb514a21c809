"""The bare products of recurrent networks: as many as their cases have, right, and a bound."""

from dataclasses import replace
from itertools import chain
from math import prod

import numpy as np
import pytest

from propbench.bench import ceilings, subjects
from propbench.bench.cases import Case
from propbench.bench.sampling.impossible import bounds
from propbench.bench.subjects.ceilings.products import ProductsCall, blocks
from propbench.bench.subjects.recurrent import KIND
from propbench.bench.timing.checker import check_case
from propbench.impls.contract import DTYPES

NETWORKS = ("rnn", "lstm", "3x5:lstm7:4", "1x4:tanh6:2")
"""Those of the grid, and two of somebody's own, the last with a single step."""


def _cell(network: str, phase: str = "train_step", m: int = 510, dtype: str = "float64") -> Case:
    return Case("", network, "tanh", phase, m, dtype, subject="recurrent")


def _over(cell: Case) -> list[Case]:
    return subjects.of(cell).ceilings(cell)


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("phase", ceilings.PHASES)
@pytest.mark.parametrize("network", NETWORKS)
def test_the_products_of_every_phase_are_right(
    network: str, phase: str, dtype: str, threads: int
) -> None:
    for case in _over(_cell(network, phase, dtype=dtype)):
        record = check_case(None, replace(case, threads=threads))
        assert record.kind == "measured", record.reason


@pytest.mark.parametrize("m", [100, 510])
@pytest.mark.parametrize("phase", ceilings.PHASES)
@pytest.mark.parametrize("network", NETWORKS)
def test_they_are_the_multiply_adds_of_their_case(network: str, phase: str, m: int) -> None:
    cell = _cell(network, phase, m)
    shapes = KIND.known(network).shapes
    updated = sum(prod(shapes[name]) for name in ("w0", "w1")) if phase == "train_step" else 0
    for case in _over(cell):
        products = chain.from_iterable(blocks(case))
        counted = sum(left.size * right.shape[1] for _, left, right, _ in products)
        assert counted == subjects.of(cell).multiply_adds(cell) - updated
        assert subjects.of(case).multiply_adds(case) == subjects.of(cell).multiply_adds(cell)


def test_every_block_is_multiplied() -> None:
    (case, _) = _over(_cell("lstm", "forward"))
    work = ProductsCall(case)
    products = list(chain.from_iterable(work.blocks))
    for _, _, _, out in products:
        out[...] = np.nan
    work.once()
    for _, left, right, out in products:
        np.testing.assert_allclose(out, left @ right, rtol=1e-9, atol=1e-9)


def test_few_sequences_are_one_block_and_many_are_small_ones() -> None:
    assert [case.implementation for case in _over(_cell("rnn", m=100))] == [
        "ceiling:numpy:wide",
        "ceiling:scipy:wide",
    ]
    many = _over(_cell("rnn", m=1_000))
    assert [case.implementation for case in many] == ["ceiling:numpy:small", "ceiling:scipy:small"]
    assert {len(blocks(case)) for case in many} == {13}
    assert _over(_cell("rnn", m=ceilings.LEAST_M - 1)) == _over(_cell("rnn", "update")) == []


@pytest.mark.parametrize(
    ("network", "bounded"), [("rnn", True), ("lstm", True), ("8x8:tanh16:10", False)]
)
def test_only_products_that_fill_blas_bound_a_recurrence(network: str, bounded: bool) -> None:
    assert bool(list(bounds(_cell(network), []))) is bounded
