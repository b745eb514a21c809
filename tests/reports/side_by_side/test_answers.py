"""Which choices change from run to run, and what is said of them."""

from dataclasses import replace
from pathlib import Path

import pytest

from propbench.bench.numbers import NARROW
from propbench.reports.side_by_side import choices, words
from propbench.reports.side_by_side.compared import ANSWERS, Compared
from propbench.reports.side_by_side.named_runs import NamedRun, machine
from tests.reports.side_by_side.laptops import OTHER_MACHINE, PLAN, named, stored
from tests.reports.synthetic_model import SMALL, THREE

Runs = tuple[NamedRun, NamedRun]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    folder = tmp_path_factory.mktemp("runs")
    here = named(stored(folder / "here"), "here")
    return here, named(stored(folder / "there", OTHER_MACHINE, cpu="Other CPU"), "there")


@pytest.fixture(scope="module")
def compared(runs: Runs) -> Compared:
    return Compared.of(runs)


def test_each_run_keeps_its_own_numbers(runs: Runs, compared: Compared) -> None:
    table = compared.answers
    assert list(table.columns) == list(ANSWERS)
    headline = table[(table["question"] == "faster") & (table["about"] == "numpy_vectorized")]
    here, there = headline["value"]
    assert here == pytest.approx(20 * there, rel=0.1)
    assert headline["run"].tolist() == ["here", "there"]
    assert headline["machine"].tolist() == [run.machine for run in runs]
    assert (headline["low"] <= headline["value"]).all()
    assert headline["restarts"].tolist() == [5, 5]


def test_a_winner_that_is_not_the_same_is_a_choice_that_changes(compared: Compared) -> None:
    said = "\n".join(compared.changes)
    assert "Fastest at a training step from m = 1" in said
    assert "NumPy vectorized on here; Numba loops on there." in said


def test_a_pair_whose_order_turns_is_found_and_not_said_twice(
    runs: Runs, compared: Compared
) -> None:
    (reversal, *_) = choices.reversals(runs)
    assert (reversal.one, reversal.other) == ("numpy_vectorized", "numba_loops")
    assert (reversal.faster_in, reversal.slower_in) == (("here",), ("there",))
    assert "is faster than" not in "\n".join(compared.changes)


def test_a_pair_that_turns_behind_one_winner_is_named_with_its_sizes(tmp_path: Path) -> None:
    four = (*THREE, "numpy_inplace")
    here = named(stored(tmp_path / "here", replace(PLAN, implementations=four)), "here")
    other = stored(tmp_path / "there", replace(OTHER_MACHINE, implementations=four), "Other CPU")
    said = words.changes([here, named(other, "there")])
    sizes = f"10, 100, 1{NARROW}000 and 10{NARROW}000"
    assert said[0] == (
        f"For a training step at m = {sizes}, NumPy vectorized is faster than Numba loops on here "
        "and slower on there."
    )


def test_where_every_run_has_one_winner_in_common_no_choice_changes(
    runs: Runs, tmp_path: Path
) -> None:
    again = named(stored(tmp_path / "again"), "again")
    (sentence,) = words.changes([runs[0], again])
    assert sentence.startswith("No choice changes")
    assert words.title([runs[0], again]) == "What changes between them?"
    assert words.title(runs) == "What changes from machine to machine?"


def test_a_tie_that_has_the_others_winner_changes_no_choice() -> None:
    tie = choices.Cell("forward", 10, (("a", "b"), ("a",), ("a", "c")))
    assert not tie.changes
    assert choices.Cell("forward", 10, (("a", "b"), ("b", "c"), ("a", "c"))).changes


def test_runs_without_a_cell_in_common_say_so(runs: Runs, tmp_path: Path) -> None:
    forward = replace(SMALL, slices=(replace(SMALL.slices[0], phases=("update",), sizes=(7,)),))
    other = named(stored(tmp_path / "other", replace(PLAN, profile=forward)), "other")
    (sentence,) = words.changes([runs[0], other])
    assert sentence.startswith("They have no question in common")


def test_what_only_some_have_is_said(runs: Runs, tmp_path: Path) -> None:
    two = named(stored(tmp_path / "two", replace(PLAN, implementations=THREE[:2])), "two")
    said = words.missing([runs[0], two])
    assert said[0].startswith("All have the same ")
    assert "here has" in said[0]
    assert said[1:] == ["Numba loops is not in two."]
    assert words.missing([runs[0], runs[0]]) == []
    lines = {line.label: line for part in Compared.of([runs[0], two]).parts for line in part.lines}
    assert lines["Numba loops"].answers[1].text == "not in this run"


def test_a_machine_that_is_not_described_is_unknown(runs: Runs) -> None:
    record = runs[0].record
    assert machine(record) == "Example CPU at 2.9 GHz, 2 cores, 16 GiB"
    assert machine(record.model_copy(update={"environment": {}})) == "unknown machine"
