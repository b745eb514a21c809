"""The stored runs of one machine, run by run; with a single run there is nothing to tell."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from propbench.bench.results import read_run_record
from propbench.reports.drawing.style import of_run
from propbench.reports.frame import Frames
from propbench.reports.history.figure import FIGURE
from propbench.reports.history.gains import COLUMNS, MOST, history
from propbench.reports.history.words import answer
from propbench.reports.pages import Report, pages
from propbench.reports.pages.rendering import Renderer
from tests.reports.synthetic import Plan, write
from tests.reports.synthetic_model import model
from tests.reports.synthetic_plans import NUMPY, PLANS

STEADY = Plan(training=False, costs=False)


def store(out: Path, *plans: Plan, change: Mapping[str, object] | None = None) -> pd.DataFrame:
    """The history of runs of these plans, of which the first has some facts changed."""
    folders = [write(out / "runs" / f"run-{n}", plan) for n, plan in enumerate(plans)]
    if change:
        file = folders[0] / "run.json"
        file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | change), "utf-8")
    return history(out, read_run_record(folders[-1]))


def test_gains_are_those_of_each_run_with_their_limits(tmp_path: Path) -> None:
    table = store(tmp_path, STEADY, PLANS["lose"])
    assert list(table.columns) == COLUMNS
    numpy = table[table["implementation"] == NUMPY]
    assert list(numpy["number"]) == [1, 2]
    assert numpy["gain"].iloc[0] > 1
    assert numpy["gain"].iloc[1] == pytest.approx(0.5, rel=0.05)
    assert (table["low"] <= table["gain"]).all()
    assert (table["gain"] <= table["high"]).all()


def test_a_cell_that_is_faster_than_its_bare_products_is_not_in_the_history(tmp_path: Path) -> None:
    lie = replace(STEADY, seconds=lambda case: model(case) / 1e4 ** (case.implementation == NUMPY))
    table = store(tmp_path, lie, STEADY, STEADY)
    assert list(table.loc[table["implementation"] == NUMPY, "number"]) == [2, 3]
    assert set(table["number"]) == {1, 2, 3}


def test_a_single_run_has_no_history(tmp_path: Path) -> None:
    assert store(tmp_path, STEADY).empty


@pytest.mark.parametrize(
    "change", [{"status": "partial"}, {"environment": {"cpu": "another"}}, {"schema_version": 99}]
)
def test_what_is_not_whole_or_of_another_machine_is_left_out(
    tmp_path: Path, change: Mapping[str, object]
) -> None:
    assert store(tmp_path, STEADY, STEADY, change=change).empty
    assert len(store(tmp_path, STEADY, STEADY, STEADY, change=change)) > 0


def test_of_very_many_runs_the_newest_are_shown(tmp_path: Path) -> None:
    small = Plan(training=False, costs=False, processes=1, rounds=2)
    table = store(tmp_path, *[small] * (MOST + 1))
    assert table["run"].nunique() == MOST
    assert "run-0" not in set(table["run"])


def told(*gains: tuple[float, float, float]) -> str:
    """Of one implementation, whose gain and limits these are, run by run."""
    rows = [(n, f"r{n}", f"2026-11-2{n}", "c", NUMPY, *gain) for n, gain in enumerate(gains, 1)]
    return " ".join(answer(pd.DataFrame(rows, columns=COLUMNS)))


def test_a_newest_run_within_the_limits_of_earlier_ones_agrees() -> None:
    words = told((600, 580, 620), (610, 590, 630), (630, 615, 640))
    assert "3 runs of this machine are stored, from 2026-11-21 to 2026-11-23." in words
    assert "The newest agrees with those before it." in words


@pytest.mark.parametrize(
    ("newest", "words"),
    [
        (
            (700, 690, 710),
            "NumPy vectorized gains 700\u00d7, more than in any run before (630\u00d7).",
        ),
        (
            (300, 290, 310),
            "NumPy vectorized gains 300\u00d7, less than in any run before (580\u00d7).",
        ),
    ],
)
def test_a_newest_run_outside_the_limits_of_earlier_ones_is_told(
    newest: tuple[float, float, float], words: str
) -> None:
    assert f"In the newest, {words}" in told((600, 580, 620), (610, 590, 630), newest)


def test_runs_of_one_day_have_one_day() -> None:
    rows = [(n, f"r{n}", "2026-11-21", "c", NUMPY, 2.0, 1.9, 2.1) for n in (1, 2)]
    assert "of 2026-11-21." in answer(pd.DataFrame(rows, columns=COLUMNS))[0]


def results_page(frames: Frames, table: pd.DataFrame) -> str:
    (page,) = (page for page in pages() if page.name == "results")
    return Renderer(Report(frames, history=table)).page([page])


def test_the_section_is_there_with_a_history_and_not_without(
    frames: Frames, tmp_path: Path
) -> None:
    table = store(tmp_path, STEADY, STEADY)
    drawn = FIGURE.draw(table, of_run(frames.implementations))
    assert drawn is not None
    assert len(drawn.axes) == 1
    with_history = results_page(frames, table)
    assert 'href="#history"' in with_history
    assert "fig-gains-by-run" in with_history
    assert "#history" not in results_page(frames, table[:0])
