"""Synthetic runs of two machines on which one would choose differently."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from propbench.bench.grid import Case
from propbench.reports.side_by_side.named_runs import NamedRun
from tests.bench.stored_runs import change
from tests.reports.synthetic import Plan, read, write
from tests.reports.synthetic_model import ENVIRONMENT, model

PLAN = Plan(training=False)


def slow_numpy(case: Case) -> float:
    """The model's seconds, but on a machine whose NumPy takes twenty times as long."""
    return model(case) * (20 if case.implementation == "numpy_vectorized" else 1)


OTHER_MACHINE = replace(PLAN, seconds=slow_numpy)


def stored(folder: Path, plan: Plan = PLAN, cpu: str = "", **changes: Any) -> Path:
    """A stored run, of another machine where `cpu` is given."""
    write(folder, plan)
    if cpu:
        changes["environment"] = {**ENVIRONMENT, "cpu": cpu}
    change(folder, **changes)
    return folder


def named(folder: Path, name: str) -> NamedRun:
    return NamedRun(name, read(folder))
