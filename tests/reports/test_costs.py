"""Ceilings, divisions, cost sheets and allocation: known numbers in, known numbers out."""

from dataclasses import replace
from pathlib import Path

import pytest

from propbench.bench.cases import is_ceiling
from propbench.bench.grid import Case
from propbench.reports.facts import allocation, ceilings
from propbench.reports.facts.cells import headline_cells
from propbench.reports.facts.compiling import pay_backs
from propbench.reports.facts.costs import sheets
from propbench.reports.facts.sizes import tiles
from propbench.reports.facts.threads import gains
from propbench.reports.figures import all_figures
from propbench.reports.frame import Frames
from tests.reports.synthetic import Plan, read, write
from tests.reports.synthetic_costs import (
    COMPILE_S,
    COMPILER_S,
    IMPORT_S,
    LOAD_S,
    MIB,
    PREPARE_S,
)

PRODUCTS = {
    "ceiling:scipy:small": 0.5,
    "ceiling:scipy:wide": 0.7,
    "ceiling:numpy:small": 0.6,
    "ceiling:numpy:wide": 0.6,
}


def known(case: Case) -> float:
    """The products take half of a step of NumPy at best, with SciPy's BLAS in small blocks."""
    share = {**PRODUCTS, "numpy_vectorized": 1.0, "ceiling": 0.1, "ceiling:registers": 0.4}
    cores = 1.6 if case.division == "open" else 1.0
    return case.m * 1e-6 * share.get(case.implementation, 4.0) / cores


@pytest.fixture(scope="module")
def exact(tmp_path_factory: pytest.TempPathFactory) -> Frames:
    folder = tmp_path_factory.mktemp("runs") / "exact"
    return read(write(folder, Plan(noise=0.0, seconds=known)))


def test_a_share_is_that_of_the_fastest_products(exact: Frames) -> None:
    row = headline_cells(exact, implementation="numpy_vectorized").iloc[0]
    assert row["ceiling_share"] == pytest.approx(0.5)
    every = ceilings.shares(exact)
    shares = every[every["network"] != "conv"]
    assert set(shares[shares["m"] > 200]["blocks"]) == {"small"}
    assert set(shares[shares["m"] > 200]["blas"]) == {"scipy"}
    assert set(shares[shares["m"] == 100]["blas"]) == {"numpy"}
    conv = every[(every["network"] == "conv") & (every["implementation"] == "numpy_vectorized")]
    assert set(conv["blocks"]) == {"registers"}
    assert conv["share"].tolist() == pytest.approx([0.4])


def test_what_has_no_products_has_no_share(exact: Frames) -> None:
    cells = exact.cells
    bare = cells[cells["implementation"].map(is_ceiling) | (cells["network"] == "")]
    assert bare["ceiling_share"].isna().all()
    small = cells[(cells["m"] < 100) & (cells["network"] != "")]
    assert small["ceiling_share"].isna().all()


def test_ceilings_never_compete(exact: Frames) -> None:
    assert any(is_ceiling(name) for name in exact.cells["implementation"])
    assert not any(is_ceiling(name) for name in exact.implementations)
    assert not any(is_ceiling(name) for name in exact.speedups["implementation"])
    assert not any(is_ceiling(name) for tile in tiles(exact) for name in tile.winners)
    # What a multiply-add costs and how many there are in a second is drawn up to the limit.
    to_the_limit = ("multiply-add", "gflops")
    for figure in (figure for figure in all_figures() if figure.id not in to_the_limit):
        table = figure.data(exact)
        for column in {"implementation", "id"} & set(table.columns):
            assert not any(is_ceiling(str(name).partition("-")[0]) for name in table[column])


def test_the_fastest_is_the_one_whose_distance_is_said(exact: Frames) -> None:
    found = ceilings.reaches(exact)
    assert {one.implementation for one in found} == {"numpy_vectorized"}
    assert all(one.near for one in found)
    assert not replace(found[0], share=0.29).near


def test_the_triad_gives_bytes_and_elements_a_second(exact: Frames) -> None:
    machine = ceilings.machine(exact)
    assert machine.bytes_per_s == pytest.approx(3 * 8 / 1e-7)
    assert machine.elements_per_s == pytest.approx(1 / 1e-7)


def test_divisions_are_compared_and_never_mixed(exact: Frames) -> None:
    table = gains(exact)
    assert set(table["implementation"]) == {"numpy_vectorized"}
    assert table["ratio"].tolist() == pytest.approx([1.6] * len(table))
    assert table["busy"].tolist() == pytest.approx([1.0] * len(table))
    assert set(headline_cells(exact)["division"]) == {"closed"}


def test_a_cost_sheet_holds_medians_and_what_the_cells_say(exact: Frames) -> None:
    found = {one.implementation: one for one in sheets(exact)}
    compiled, plain = found["numba_loops"], found["numpy_vectorized"]
    assert plain.import_s == pytest.approx(IMPORT_S, abs=0.01)
    assert plain.prepare_s == PREPARE_S
    assert plain.warm_s is None
    assert compiled.cold_s == pytest.approx(COMPILE_S + 1e-4)
    assert compiled.warm_s == pytest.approx(LOAD_S + 1e-4)
    assert plain.call_s == pytest.approx(1e-3)
    assert (plain.peak_bytes, plain.working_bytes) == (100 * MIB, 2 * MIB)


def test_a_start_is_paid_back_by_what_every_call_saves(tmp_path: Path) -> None:
    def fast(case: Case) -> float:
        return case.m * (1e-6 if case.implementation == "numba_loops" else 2e-6)

    run = read(write(tmp_path / "run", Plan(noise=0.0, seconds=fast)))
    (back,) = [one for one in pay_backs(run) if one.m == 1_000]
    later_s = COMPILE_S + COMPILER_S
    assert back.extra_s == pytest.approx(later_s, rel=0.01)
    assert back.answer.calls == pytest.approx(later_s / 1e-3, rel=0.01)
    assert back.warm is not None
    assert back.warm.calls == pytest.approx((LOAD_S + COMPILER_S) / 1e-3, rel=0.02)


def test_slower_calls_never_pay_a_start_back(exact: Frames) -> None:
    assert {one.answer.answer for one in pay_backs(exact)} == {"never"}


def test_without_cost_sheets_nothing_is_said_to_pay_back(tmp_path: Path) -> None:
    run = read(write(tmp_path / "run", Plan(costs=False, training=False)))
    assert pay_backs(run) == ()
    assert "leaves it out" in allocation.why_absent(run)


def test_allocation_costs_what_the_default_thresholds_add(exact: Frames) -> None:
    table = allocation.effects(exact).set_index("m")
    assert table["ratio"].to_dict() == pytest.approx({100: 1.0, 1_000: 1.0, 10_000: 2.0})
    assert table.at[10_000, "default_faults"] == 1_000
    assert allocation.why_absent(exact) == ""


def test_another_c_library_is_the_reason(tmp_path: Path) -> None:
    run = read(write(tmp_path / "run", Plan(costs=False, training=False)))
    changed = run.run.model_copy(update={"environment": {"libc": "musl 1.2"}})
    assert "the C library (musl 1.2)" in allocation.why_absent(replace(run, run=changed))
