"""Facts that the first page is made of: prices, code, the fastest, names."""

from typing import Any

import pandas as pd
import pytest

from propbench.bench import subjects
from propbench.bench.cases import CEILING
from propbench.bench.numbers import rough, rough_seconds
from propbench.reports.facts import listings as listings_of
from propbench.reports.facts.cells import pick
from propbench.reports.facts.fastest import QUESTION, fastest
from propbench.reports.facts.listings import excerpts, listings, source_of
from propbench.reports.facts.multiply_adds import multiply_adds, prices
from propbench.reports.frame import Frames
from propbench.reports.naming import named, package
from propbench.reports.own_network.code_lines import lines_of_code
from propbench.reports.sentences import machine
from tests.reports.synthetic_model import THREE

HEADLINE = "{}-shallow-relu-train_step-m1000-float64-1t"


def test_a_multiply_add_costs_the_time_of_a_step_over_how_many_it_has(frames: Frames) -> None:
    (case,) = (each for each in frames.run.cases if each.id == HEADLINE.format(THREE[0]))
    seconds = frames.cells["median_s"].astype(float)[case.id] / subjects.of(case).multiply_adds(
        case
    )
    found = multiply_adds(frames)
    assert found.loops_s == pytest.approx(seconds)
    ordered = [found.limit_s or 0, found.fastest_s or 0, found.loops_s or 0]
    assert 0 < ordered[0] < ordered[1] < ordered[2]


def test_prices_go_from_the_slowest_to_the_limit(frames: Frames) -> None:
    table = prices(frames)
    assert table["implementation"].tolist()[0] == THREE[0]
    assert table["implementation"].tolist()[-1] == CEILING
    assert table["median_s"].is_monotonic_decreasing


def test_the_fastest_of_a_league_has_the_smallest_time(frames: Frames) -> None:
    table = fastest(frames)
    assert not table.duplicated(QUESTION).any()
    own = pick(frames.cells, league="idiomatic", kind="measured", activation="relu")
    own = own[own["network"] != ""]
    smallest = pick(own, division="closed").groupby(QUESTION)["median_s"].min().to_dict()
    found = {tuple(row[name] for name in QUESTION): row["idiomatic_s"] for row in _rows(table)}
    assert len(found) > 10
    assert found == smallest


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): row[name] for name in row} for row in table.to_dict("records")]


def test_configurations_share_the_code_of_their_folder(frames: Frames) -> None:
    assert [listing.folder for listing in listings(frames)] == [
        name.partition(":")[0] for name in frames.implementations
    ]


def test_the_longest_function_of_a_name_is_shown_with_its_decorators() -> None:
    sources = {
        "a.py": "def f(x):\n    return x\n",
        "b.py": "import numba\n\n@numba.njit\ndef f(x):\n    y = x\n    return y\n\nz = 1\n",
        "c.py": "def g(:",
    }
    assert source_of(sources, "f") == "@numba.njit\ndef f(x):\n    y = x\n    return y"
    assert source_of(sources, "h") == ""


def test_code_is_shown_without_what_it_says_of_itself() -> None:
    said = 'def f(x):\n    """Twice x,\n    in words."""\n    return 2 * x'
    assert source_of({"a.py": said}, "f") == "def f(x):\n    return 2 * x"
    alone = 'def f(x):\n    """Nothing else."""'
    assert source_of({"a.py": alone}, "f") == alone


def test_textbooks_stand_beside_times_at_the_largest_m_that_all_have(
    frames: Frames, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listings_of, "source_of", lambda *_: "def affine(): ...")
    shown = excerpts(frames)
    assert len({each.m for each in shown}) == 1
    assert {each.standing.kind for each in shown if each.standing} == {"measured"}


@pytest.mark.parametrize("text", ["def f(:", "x = 1\x00"])
def test_code_that_python_cannot_read_has_no_lines(text: str) -> None:
    assert lines_of_code({"dense.py": text}) == 0


@pytest.mark.parametrize(
    ("folder", "name", "packaged"),
    [
        ("python_loops", "Python loops", "Python"),
        ("numba_fused:serial", "Numba fused, serial", "Numba"),
        ("jax_jit", "JAX jit", "JAX"),
        ("mine", "mine", "mine"),
        ("numpyish_one", "numpyish_one", "numpyish_one"),
    ],
)
def test_an_implementation_is_called_after_its_folder(
    folder: str, name: str, packaged: str
) -> None:
    assert (named(folder), package(folder)) == (name, packaged)


def test_the_machine_and_the_run_are_told_in_a_line(frames: Frames) -> None:
    assert machine.in_short(frames.run) == (
        "Example, 2 cores, OpenBLAS \u00b7 quick run of 23 November 2026"
    )
    bare = frames.run.model_copy(update={"environment": {}})
    assert machine.in_short(bare).startswith("unknown processor \u00b7 quick run")


@pytest.mark.parametrize(
    ("value", "words"), [(635.4, "640"), (36.3, "36"), (9.96, "10"), (2.21, "2.2"), (1.04, "1.0")]
)
def test_a_factor_in_passing_has_few_digits(value: float, words: str) -> None:
    assert rough(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(8.82, "8.8 s"), (102.3, "1.7 min"), (0.00137, "1.4 ms"), (0.0996, "100 ms")],
)
def test_seconds_in_passing_have_few_digits(value: float, words: str) -> None:
    assert rough_seconds(value).replace("\u202f", " ") == words
