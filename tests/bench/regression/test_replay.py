"""A comparison that was changed by hand or by a fault: one line, and no exit code of a verdict."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from propbench.bench.regression.comparing import judged
from propbench.bench.regression.store import MAX_BYTES
from propbench.bench.regression.verdict.records import SCHEMA, RegressionRun
from propbench.command import main
from tests.bench.regression.synthetic import World, run

COMPARISON = judged(run(World(cases=3))).model_dump_json()
CLOCKS = ("cpu_s", "wall_s")
Stored = Any
"""A comparison as JSON has it."""


def _samples(stored: Stored) -> Iterator[Stored]:
    return (samples for restart in stored["restarts"] for samples in restart["samples"])


def _infinite_ratios(stored: Stored) -> None:
    for samples in _samples(stored):
        for side, seconds in (("head", 1e308), ("base", 1e-308)):
            pairs = len(samples["first"])
            samples["sides"][side].update(dict.fromkeys(CLOCKS, [seconds] * pairs))


def _empty_samples(stored: Stored) -> None:
    for samples in _samples(stored):
        samples["first"] = []
        for side in samples["sides"].values():
            side.update({name: [] for name in (*CLOCKS, "switches")})


def _too_many_restarts(stored: Stored) -> None:
    stored["restarts"] = (250 * stored["restarts"])[:250]


def _numbers_of_400_digits(stored: Stored) -> None:
    for compared in stored["compared"]:
        compared["calls"] = 10**400


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (_infinite_ratios, "values are not all finite"),
        (_empty_samples, "no median for empty data"),
        (_too_many_restarts, "250 values, expected 1 to 200"),
        (_numbers_of_400_digits, "int too large to convert to float"),
    ],
)
def test_samples_without_a_verdict_are_refused(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    change: Callable[[Stored], None],
    reason: str,
) -> None:
    stored = json.loads(COMPARISON)
    change(stored)
    path = tmp_path / "changed.json"
    path.write_text(json.dumps(stored), "utf-8")
    assert main(["regress", "--replay", str(path)]) == 3
    said = capsys.readouterr().err
    assert said == f"propbench: changed.json: its samples cannot be judged: {reason}\n"


def test_what_is_written_today_is_of_the_version_that_is_read() -> None:
    assert RegressionRun.model_validate_json(COMPARISON).schema_version == SCHEMA


def test_a_run_of_less_than_no_time_is_refused_by_field(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "changed.json"
    path.write_text(json.dumps({**json.loads(COMPARISON), "elapsed_s": -1.0}), "utf-8")
    assert main(["regress", "--replay", str(path)]) == 3
    assert "elapsed_s" in capsys.readouterr().err


def test_what_is_too_large_is_refused_before_it_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "large.json"
    path.touch()
    os.truncate(path, 2**40)
    assert main(["regress", "--replay", str(path)]) == 3
    assert f"large.json is larger than {MAX_BYTES >> 20} MiB" in capsys.readouterr().err
