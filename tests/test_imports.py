"""What is imported before there is work: names of modules, so that no clock decides."""

import subprocess
import sys

import pytest

from propbench.bench.claims import all_claims
from propbench.bench.costs.allocation import STEPS
from propbench.bench.costs.sheet import START
from propbench.bench.later import Later
from propbench.bench.timing.worker import CHECKING, TIMING
from propbench.subcommands import SUBCOMMANDS

TRAINING = {"sklearn", "scipy.stats", "scipy.optimize"}
READING = {"pandas", "seaborn", "sklearn", "scipy.stats"}
PARENT = {"rich", "joblib", "matplotlib", *READING}
"""What only the process that conducts, or draws, has a use for."""
WITHOUT = {
    "propbench.bench.claims": TRAINING,
    "propbench.bench.command": READING,
    "propbench.bench.stored_runs.command": READING,
    "propbench.reports.opening": READING,
    "propbench.bench.environment": {"numpy", *PARENT},
    "propbench.bench.descriptions": {"scipy", "numba", *PARENT},
    START: {"numpy", *PARENT},
    STEPS: {"scipy", "numba", *PARENT},
    CHECKING: PARENT,
    TIMING: PARENT,
    "propbench.bench.regression.sampling.worker": PARENT,
}
"""What a module that a command or a worker starts with does without."""


def imported(script: str) -> set[str]:
    """Modules that a fresh process has after a script."""
    command = [sys.executable, "-c", f"import sys\n{script}\nprint(*sys.modules)"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("subcommand", SUBCOMMANDS, ids=lambda each: each.name)
def test_help_imports_nothing_that_is_installed(subcommand: object) -> None:
    words = [getattr(subcommand, "name", ""), "--help"]
    seen = imported(
        f"from propbench.command import main\ntry: main({words})\nexcept SystemExit: pass"
    )
    assert "propbench.subcommands" in seen
    assert seen.isdisjoint({"numpy", "numba", "pydantic", "propbench.impls", *PARENT})


@pytest.mark.parametrize("module", WITHOUT)
def test_a_start_imports_nothing_that_it_does_without(module: str) -> None:
    seen = imported(f"import {module}")
    assert module in seen
    assert seen.isdisjoint(WITHOUT[module])


def test_every_claim_is_loaded_without_its_experiments() -> None:
    seen = imported("from propbench.bench.claims import all_claims; all_claims()")
    assert "propbench.bench.claims.c06_squared_error.registration" in seen
    assert seen.isdisjoint(TRAINING)
    assert not [name for name in seen if name.endswith((".questions", ".experiments"))]


def test_what_a_claim_names_for_later_is_there() -> None:
    parts = [part for claim in all_claims() for part in vars(claim).values()]
    named = [part for part in parts if isinstance(part, Later)]
    assert len(named) >= len(all_claims())
    for part in named:
        assert part.function.__module__ == part.module
