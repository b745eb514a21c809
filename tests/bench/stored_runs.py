"""A small stored run, and records to add to it or to change in it."""

import json
from pathlib import Path

from propbench.bench import results
from propbench.bench.cases import Case
from propbench.bench.results import CheckRecord, RunRecord, TimingRecord

CASE = Case("numpy_vectorized", "shallow", "relu", "forward", 100)


def check(**changes: object) -> CheckRecord:
    fields = {
        "id": CASE.id,
        "kind": "measured",
        "reason": "",
        "first_call_s": 0.1,
        "call_s": 0.1,
        "prepare_s": 0.1,
        "max_error": 0.0,
        "digest": "",
    }
    return CheckRecord.model_validate({**fields, **changes})


def timing(**changes: object) -> TimingRecord:
    fields = {
        "id": CASE.id,
        "process": 1,
        "order": 0,
        "started_s": 0.0,
        "hash_seed": 1,
        "first_call_s": 0.1,
        "calls_per_round": 1,
        "round_s": [0.1],
        "cpu_per_wall": 1.0,
        "drift": 1.0,
        "valid": True,
        "reason": "",
    }
    return TimingRecord.model_validate({**fields, **changes})


def run(folder: Path) -> RunRecord:
    record = RunRecord(
        schema_version=1,
        id="a-run",
        status="complete",
        profile="quick",
        created="2026-11-23T00:00:00+00:00",
        elapsed_s=1.0,
        seed=1,
        processes=1,
        command="make bench",
        commit="unknown",
        filtered=False,
        environment={"cores": 2},
        implementations={},
        missing={},
        cases=[CASE],
        files={},
    )
    results.append(folder / "checks.jsonl", check())
    results.append(folder / "process-1.jsonl", timing())
    results.save_run(folder, record)
    return results.read_run_record(folder)


def change(folder: Path, **changes: object) -> None:
    stored = json.loads((folder / "run.json").read_text())
    (folder / "run.json").write_text(json.dumps({**stored, **changes}))
