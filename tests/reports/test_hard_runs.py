"""Runs that hold little, and text that means harm: a page all the same, or one clear line."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from propbench.bench.grid import Case, Slice
from propbench.bench.plain_text import visible
from propbench.bench.results import ResultError
from propbench.reports.frame import writers
from propbench.reports.pages import site
from tests.reports.outline import Outline
from tests.reports.synthetic import Plan, read, write
from tests.reports.synthetic_model import SMALL

SHALLOW_FORWARD = Slice(("forward",), (100,), ("shallow",), ("relu",))
LITTLE = {
    "one phase at one size": Plan(profile=replace(SMALL, slices=(SHALLOW_FORWARD,))),
    "no case": Plan(profile=replace(SMALL, slices=())),
    "checks alone": Plan(timed=False, status="partial"),
    "one process": Plan(processes=1),
}
ACTING = "\x00\x07\x1b\x85\u202e\u2028"
CASE = "numba_loops-shallow-relu-backward-m100-float64-1t"


@pytest.mark.parametrize("name", LITTLE)
@pytest.mark.parametrize("costs", [True, False])
def test_a_run_that_holds_little_has_a_page(tmp_path: Path, name: str, costs: bool) -> None:
    plan = replace(LITTLE[name], training=False, costs=costs)
    frames = read(write(tmp_path / "run", plan))
    writers.write(frames, tmp_path)
    outline = Outline(site.write(frames, tmp_path).read_text("utf-8"))
    assert outline.wrong == []
    assert "Can I trust this run?" in " ".join(outline.words)


@pytest.mark.parametrize("seconds", [1e308, 5e-324])
def test_seconds_that_cannot_be_are_refused_by_name(tmp_path: Path, seconds: float) -> None:
    def never(case: Case) -> float:
        return seconds if case.m == 1 else 1e-3

    plan = Plan(seconds=never, slowest_s=float("inf"), noise=0.0, training=False)
    folder = write(tmp_path / "run", plan)
    with pytest.raises(ResultError, match=r"^checks: \S+-m1-\S+: first_call_s is .*, expected"):
        read(folder)


@pytest.mark.parametrize("backend", ["module://matplotlib_inline.backend_inline", "nonsense"])
def test_the_backend_of_a_notebook_does_not_reach_the_page(
    backend: str,
) -> None:
    code = (
        "import os, sys; from pathlib import Path; from propbench.reports import frame, svg; "
        "from matplotlib.figure import Figure; import seaborn; "
        "assert '<svg' in svg.inline(Figure(), 'a', 'b', 'c'); print(os.environ['MPLBACKEND'])"
    )
    environment = {**os.environ, "MPLBACKEND": backend}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout.strip()) == (0, backend), done.stderr


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What is written of a run whose reasons and sources mean harm."""
    folder = tmp_path_factory.mktemp("hostile")
    sources = {"dense.py": f"x = 1  # {ACTING}\n"}
    plan = Plan(failed={CASE: f"x\r=1+1{ACTING}"}, sources=sources, training=False, costs=False)
    frames = read(write(folder / "run", plan))
    writers.write(frames, folder)
    site.write(frames, folder)
    return {path.name: path.read_bytes().decode() for path in folder.glob("*.[chj][sto]*")}


@pytest.mark.parametrize("name", ["results.html", "summary.csv", "summary.json"])
def test_no_character_acts_on_the_reader(hostile: Mapping[str, str], name: str) -> None:
    assert re.findall(f"[\r{ACTING}]", hostile[name]) == []
    assert "\\u202e" in hostile[name]


def test_no_row_begins_with_a_formula(hostile: Mapping[str, str]) -> None:
    rows = list(csv.reader(io.StringIO(hostile["summary.csv"], newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert [row[0] for row in rows if row[0].startswith(("=", "+", "-", "@"))] == []
    (reason,) = (row[-1] for row in rows if "=1+1" in row[-1])
    assert reason.startswith("x\\u000d=1+1")


def test_json_gives_the_text_back_as_it_was(hostile: Mapping[str, str]) -> None:
    cells = json.loads(hostile["summary.json"])["cells"]
    assert f"x\r=1+1{ACTING}" in {cell["reason"] for cell in cells}


def test_text_that_stands_stays_as_it_is() -> None:
    text = "größe \u202f10\u00a0%\tand\nmore \u200d"
    assert visible(text) == text
