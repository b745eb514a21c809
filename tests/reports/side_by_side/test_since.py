"""A run against an earlier one of the same machine: told, explained, and never judged."""

from dataclasses import replace
from pathlib import Path

import pytest

from propbench.bench.numbers import TIMES
from propbench.reports.side_by_side import words
from propbench.reports.side_by_side.compared import Compared
from propbench.reports.side_by_side.differences import differing
from propbench.reports.side_by_side.since import CEILINGS, since
from tests.reports.side_by_side.laptops import OTHER_MACHINE, PLAN, named, stored

LATER = "2026-11-24T08:00:00+00:00"


def test_runs_of_one_machine_are_compared_in_the_order_of_time(tmp_path: Path) -> None:
    later = named(stored(tmp_path / "later", OTHER_MACHINE, created=LATER), "later")
    earlier = named(stored(tmp_path / "earlier"), "earlier")
    elsewhere = named(stored(tmp_path / "elsewhere", cpu="Other CPU"), "elsewhere")
    (pair,) = since([later, elsewhere, earlier])
    assert (pair.earlier.name, pair.later.name) == ("earlier", "later")
    middle = {moved.implementation: moved.middle for moved in pair.moved}
    assert middle["numpy_vectorized"] == pytest.approx(20, rel=0.05)
    assert middle["numba_loops"] == pytest.approx(1, rel=0.05)
    assert middle[CEILINGS] == pytest.approx(1, rel=0.05)


def test_nothing_is_called_slower_and_what_could_explain_it_is_named(tmp_path: Path) -> None:
    other = replace(OTHER_MACHINE, sources={"dense.py": "x = 2\n"})
    runs = [
        named(stored(tmp_path / "a"), "a"),
        named(stored(tmp_path / "b", other, created=LATER), "b"),
    ]
    said = " ".join(words.changed_since(since(runs)[0]))
    assert "slower" not in said
    assert "The code of Python loops, NumPy vectorized and Numba loops is not the same." in said
    assert "this is no verdict" in words.UNPAIRED
    assert f"{TIMES} is the machine's or its libraries'" in said


def test_facts_that_differ_stand_beside_each_other(tmp_path: Path) -> None:
    first = stored(tmp_path / "first")
    environment = {"numpy": "2.5.0", "cores": 4, "load_before": 3.0}
    second = stored(tmp_path / "second", environment=environment, commit="b" * 40 + "-dirty")
    facts = differing([named(first, "first"), named(second, "second")])
    assert facts["numpy"] == ("2.4.6", "2.5.0")
    assert facts["commit"] == ("a1b2c3d4a", f"{'b' * 9} with changes")
    assert facts["numba"] == ("0.66.0", "none")
    assert not {"load before", "cores", "profile", "threads numba"} & facts.keys()


def test_without_a_common_cell_nothing_is_said_to_have_changed(tmp_path: Path) -> None:
    nothing_timed = stored(tmp_path / "b", replace(PLAN, timed=False), created=LATER)
    compared = Compared.of([named(stored(tmp_path / "a"), "a"), named(nothing_timed, "b")])
    assert compared.since[0].moved == ()
    assert words.changed_since(compared.since[0])[0].endswith("no measured cell in common.")
