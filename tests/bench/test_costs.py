"""Cost sheets and the allocation finding: fresh processes, whole records, and no repetition."""

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from propbench import impls
from propbench.bench import grid
from propbench.bench.costs import allocation, problem_file, sheet, stage, start
from propbench.bench.grid import Case
from propbench.bench.problems import problem
from propbench.bench.results import AllocationRecord, CostRecord, read_lines
from tests.bench import broken


def _ignore(_: str) -> None:
    pass


def _sheet(*specifiers: str) -> sheet.Sheet:
    return sheet.plan({name: impls.load(name) for name in specifiers}, processes=1)


def _records(folder: Path) -> list[CostRecord]:
    return read_lines(folder / "costs.jsonl", CostRecord)


def test_a_problem_is_handed_over_as_it_was(tmp_path: Path) -> None:
    asked = problem(Case("", "classes", "tanh", "train_step", 7))
    problem_file.save(asked.arguments, tmp_path / "one.npz")
    network, parameters, x, y = problem_file.load(tmp_path / "one.npz")
    assert network == asked.network
    np.testing.assert_array_equal(x, asked.x)
    np.testing.assert_array_equal(y, asked.y)
    np.testing.assert_equal(parameters, dict(asked.parameters))


def test_every_field_of_a_network_is_handed_over(tmp_path: Path) -> None:
    given = problem(Case("", "classes", "leaky_relu", "train_step", 7))
    steep = replace(given, network=replace(given.network, slope=0.3))
    problem_file.save(steep.arguments, tmp_path / "steep.npz")
    assert problem_file.load(tmp_path / "steep.npz")[0] == steep.network


def test_what_compiles_is_started_cold_and_warm_and_the_rest_cold(tmp_path: Path) -> None:
    asked = _sheet("numba_loops", "numpy_vectorized")
    sheet.run(asked, tmp_path, _ignore)
    found = _records(tmp_path)
    kinds = {
        name: [one.kind for one in found if one.implementation == name] for name in asked.specifiers
    }
    assert kinds == {
        "numba_loops": ["cold", "warm", "memory"],
        "numpy_vectorized": ["cold", "memory"],
    }
    assert not any(one.reason for one in found)
    for one in found:
        if one.kind == "memory":
            assert one.peak_bytes is not None
            assert one.working_bytes is not None
            assert one.peak_bytes > one.working_bytes
        else:
            assert None not in (one.import_s, one.prepare_s, one.first_call_s)
    cold, warm = (one.first_call_s for one in found[:2])
    assert cold is not None
    assert warm is not None
    assert cold > 2 * warm


def test_a_sheet_that_is_there_is_not_measured_again(tmp_path: Path) -> None:
    asked = _sheet("numpy_vectorized")
    sheet.run(asked, tmp_path, _ignore)
    before = (tmp_path / "costs.jsonl").read_bytes()
    done: list[str] = []
    sheet.run(asked, tmp_path, done.append)
    assert (tmp_path / "costs.jsonl").read_bytes() == before
    assert done == []


def _interrupt(_: int) -> None:
    raise KeyboardInterrupt


def test_a_sheet_that_was_interrupted_while_it_was_kept_is_there_once_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = _sheet("numpy_vectorized")
    with monkeypatch.context() as interrupted:
        interrupted.setattr("os.fsync", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            sheet.run(asked, tmp_path, _ignore)
    sheet.run(asked, tmp_path, _ignore)
    assert [one.kind for one in _records(tmp_path)] == ["cold", "memory"]


def test_a_broken_implementation_has_a_reason_and_no_costs(tmp_path: Path) -> None:
    asked = _sheet(str(broken.write("raises", tmp_path)))
    sheet.run(asked, tmp_path, _ignore)
    for one in _records(tmp_path):
        assert "this one always raises" in one.reason
        assert one.first_call_s is None
        assert one.peak_bytes is None


def test_only_who_competes_with_one_thread_gets_a_sheet(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "__init__.py").write_text(
        'FAMILY = "compiled"\nLEAGUE = "tuned"\nDTYPES = ("float64",)\n'
        'CONFIGURATIONS = {"serial": "closed", "parallel": "open"}\n',
        "utf-8",
    )
    (folder / "dense.py").write_text("", "utf-8")
    asked = _sheet(f"{folder}:serial", f"{folder}:parallel")
    assert list(asked.specifiers) == ["mine:serial"]


def test_memory_is_that_of_the_process_and_grows_with_it() -> None:
    before = start.peak_bytes()
    assert before > 2**20
    held = np.ones(2**25 // 8)
    assert start.peak_bytes() >= before
    del held


@pytest.mark.skipif(not allocation.applies(), reason="the C library is not glibc")
def test_every_size_is_measured_once_with_default_and_with_raised_thresholds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(allocation, "SIZES", (100, 1_000))
    with monkeypatch.context() as interrupted:
        interrupted.setattr("os.fsync", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            allocation.run(1, tmp_path, _ignore)
    allocation.run(1, tmp_path, _ignore)
    allocation.run(1, tmp_path, _ignore)
    found = read_lines(tmp_path / "allocation.jsonl", AllocationRecord)
    assert [(one.raised, one.m) for one in found] == [
        (raised, m) for raised in (False, True) for m in (100, 1_000)
    ]
    assert all(one.round_s for one in found)


def test_thresholds_are_ours_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MALLOC_TOP_PAD_", "4096")
    default = allocation._variables(raised=False, folder=tmp_path)
    raised = allocation._variables(raised=True, folder=tmp_path)
    assert "MALLOC_TOP_PAD_" in os.environ
    assert not any(name.startswith("MALLOC_") for name in default)
    assert {name for name in raised if name.startswith("MALLOC_")} == set(allocation.RAISED)


def test_the_stage_counts_what_it_reports_as_done() -> None:
    present = {"numpy_vectorized": impls.load("numpy_vectorized")}
    costs = stage.plan(grid.STANDARD, present)
    pairs = grid.STANDARD.allocation_pairs if allocation.applies() else 0
    assert len(costs.predicted_s()) == 1 + pairs
    assert stage.plan(grid.QUICK, present).pairs == 0
    assert stage.plan(grid.STANDARD, {"python_loops": impls.load("python_loops")}).pairs == 0
