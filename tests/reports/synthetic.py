"""Builds run folders with known numbers: cells of every kind, and training runs."""

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from propbench.bench import grid
from propbench.bench.cases import CEILING
from propbench.bench.claims.referee.evidence import NOTHING
from propbench.bench.grid import Case, Profile
from propbench.bench.results import (
    CheckRecord,
    ImplementationRecord,
    Record,
    RunRecord,
    TimingRecord,
    process_file,
    save_run,
)
from propbench.impls import Implementation
from propbench.impls.contract import DIVISIONS
from propbench.reports import frame
from propbench.reports.frame import Frames
from tests.reports.synthetic_costs import COMPILE_S, allocation_records, cost_records
from tests.reports.synthetic_model import ENVIRONMENT, FAMILIES, SMALL, THREE, model
from tests.reports.synthetic_training import training_runs

CheckKind = Literal["measured", "too_slow", "failed", "unsupported"]
Seconds = Callable[[Case], float]


@dataclass(frozen=True)
class Plan:
    """What a synthetic run holds; every number follows from this."""

    profile: Profile = SMALL
    implementations: tuple[str, ...] = THREE
    processes: int = 5
    rounds: int = 6
    noise: float = 0.01
    seconds: Seconds = model
    slowest_s: float = 0.8
    status: str = "complete"
    filtered: bool = False
    cut: tuple[str, ...] = ()
    """What was left out to keep the budget."""
    failed: Mapping[str, str] = field(default_factory=dict)
    """Reasons by id of the case: a check that failed."""
    invalid: Mapping[str, str] = field(default_factory=dict)
    """Reasons by id of the case: a process that found it not valid."""
    unstable: frozenset[str] = frozenset()
    unreached: frozenset[str] = frozenset()
    sources: Mapping[str, str] = field(default_factory=lambda: {"dense.py": "x = 1\n"})
    timed: bool = True
    """Without, the run was stopped after its checks."""
    training: bool = True
    costs: bool = True
    control_shift: float = 1.0
    """How many times as long the second entry of a contender takes."""


def write(folder: Path, plan: Plan = Plan()) -> Path:
    """Write a valid run into `folder` and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    cases = grid.select(plan.profile, [_implementation(name) for name in plan.implementations])
    checks = [_check(case, plan) for case in cases if case.id not in plan.unreached]
    _write_lines(folder / "checks.jsonl", checks)
    right = {check.id for check in checks if check.kind == "measured"}
    timed = [case for case in cases if case.id in right]
    for process in range(1, plan.processes + 1 if plan.timed else 1):
        rng = random.Random(process)  # noqa: S311
        order = rng.sample(timed, len(timed))
        lines = [_timing(case, process, at, plan, rng) for at, case in enumerate(order)]
        lines += [_again(case, process, plan, rng) for case in timed if _enters_twice(case, plan)]
        _write_lines(folder / process_file(process), lines)
    if plan.training:
        _write_lines(folder / "training.jsonl", training_runs())
    if plan.costs:
        _write_lines(folder / "costs.jsonl", cost_records(plan.implementations))
        _write_lines(folder / "allocation.jsonl", allocation_records())
    save_run(folder, _run(folder.name, cases, plan))
    return folder


def read(folder: Path) -> Frames:
    """A run as the page sees it, without the runs that the repository ships."""
    return frame.read(folder, NOTHING)


def _implementation(name: str) -> Implementation:
    package: Any = ModuleType(name)
    package.FAMILY, package.LEAGUE = FAMILIES[name]
    package.DIVISIONS = DIVISIONS if package.FAMILY == "vectorised" else DIVISIONS[:1]
    return Implementation(name, package, Path(), "")


def _check(case: Case, plan: Plan) -> CheckRecord:
    seconds = plan.seconds(case)
    family, _ = FAMILIES.get(case.implementation, (CEILING, ""))
    kind: CheckKind = "measured"
    reason = ""
    if case.id in plan.failed:
        kind, reason = "failed", plan.failed[case.id]
    elif case.dtype == "float32" and family == "loops":
        kind, reason = "unsupported", f"{case.implementation} has no float32, only float64"
    elif seconds > plan.slowest_s:
        kind, reason = "too_slow", f"one call takes over {plan.slowest_s} s"
    # Kernels compile in the first cell that needs them, and in no other.
    compiles = family == "compiled" and (case.phase, case.m) == ("forward", 1)
    cold = COMPILE_S if compiles else 0.1 * seconds
    return CheckRecord(
        id=case.id,
        kind=kind,
        reason=reason,
        first_call_s=None if kind == "unsupported" else cold + seconds,
        call_s=None if kind == "unsupported" else seconds,
        prepare_s=1e-4,
        max_error=2.2e-13 if kind == "measured" else None,
        digest="0" * 16,
    )


def _timing(case: Case, process: int, at: int, plan: Plan, rng: random.Random) -> TimingRecord:
    base = plan.seconds(case) * rng.lognormvariate(0, plan.noise)
    rounds = [base * rng.lognormvariate(0, plan.noise) for _ in range(plan.rounds)]
    if case.id in plan.unstable:
        rounds = [seconds * (3 if i % 2 else 1) for i, seconds in enumerate(rounds)]
    reason = plan.invalid.get(case.id, "")
    return TimingRecord(
        id=case.id,
        process=process,
        order=at,
        started_s=0.1 * at,
        hash_seed=process,
        first_call_s=0.1 + base,
        calls_per_round=1,
        round_s=rounds,
        cpu_per_wall=1.0,
        drift=1.0 + 0.01 * rng.random(),
        valid=not reason,
        reason=reason,
    )


def _enters_twice(case: Case, plan: Plan) -> bool:
    return case.implementation == plan.implementations[-1] and case.id not in plan.unstable


def _again(case: Case, process: int, plan: Plan, rng: random.Random) -> TimingRecord:
    """The second entry of a contender."""
    record = _timing(case, process, 0, plan, rng)
    seconds = [plan.control_shift * second for second in record.round_s]
    return record.model_copy(update={"control": True, "round_s": seconds})


def _run(name: str, cases: Iterable[Case], plan: Plan) -> RunRecord:
    declared = {
        implementation: ImplementationRecord(
            family=FAMILIES[implementation][0],
            league=FAMILIES[implementation][1],
            sources=dict(plan.sources),
        )
        for implementation in plan.implementations
    }
    return RunRecord.model_validate(
        {
            "schema_version": 1,
            "id": name,
            "status": plan.status,
            "profile": plan.profile.name,
            "created": "2026-11-23T18:05:00+00:00",
            "elapsed_s": 512.0,
            "seed": 1,
            "processes": plan.processes,
            "command": f"propbench run --profile {plan.profile.name}",
            "commit": "a1b2c3d4" * 5,
            "filtered": plan.filtered,
            "environment": ENVIRONMENT,
            "implementations": declared,
            "missing": {"torch_eager": "torch is not installed"},
            "cases": list(cases),
            "files": {},
            "cut": list(plan.cut),
        }
    )


def _write_lines(path: Path, records: Iterable[Record]) -> None:
    path.write_text("".join(f"{record.model_dump_json()}\n" for record in records), "utf-8")
