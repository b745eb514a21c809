"""Where the time of a training step goes."""

from dataclasses import replace
from pathlib import Path

import pytest

from propbench.bench.grid import Case
from propbench.reports.facts.phases import shares
from propbench.reports.figures import phases
from tests.reports.synthetic import Plan, read, write
from tests.reports.synthetic_plans import PLANS

PARTS = {"forward": 0.3, "backward": 0.6, "update": 0.1, "train_step": 1.0}


def seconds(case: Case) -> float:
    return 1e-3 * PARTS.get(case.phase, 1.0)


def test_shares_are_those_of_the_step_phase_by_phase(tmp_path: Path) -> None:
    plan = Plan(seconds=seconds, noise=0.001, training=False, costs=False)
    table = shares(read(write(tmp_path / "run", plan)))
    assert set(table["phase"]) == {"forward", "backward"}
    for _, row in table.iterrows():
        assert row["of_step"] == pytest.approx(PARTS[row["phase"]], rel=0.02)
        assert row["of_step_low"] <= row["of_step"] <= row["of_step_high"]


def test_without_a_step_there_is_nothing_to_share(tmp_path: Path) -> None:
    plan = replace(PLANS["filtered"], training=False, costs=False)
    table = shares(read(write(tmp_path / "run", plan)))
    assert table.empty
    assert "no phase" in phases.FIGURE.absent
