"""A job may go on where noise left no verdict, and never where something was not measured."""

from pathlib import Path

import pytest

from propbench.bench.exits import CANNOT_JUDGE, DONE
from propbench.bench.regression.comparing import judged
from propbench.bench.regression.output import annotation
from propbench.bench.regression.sides.refusals import Refusal
from propbench.bench.regression.store import save
from propbench.bench.regression.verdict.records import RegressionRun
from tests.bench.regression.synthetic import World, run
from tests.bench.regression.test_doubts import waiting

NEW = Refusal(id="case-99", trouble="only in head", reason="base does not have it")


@pytest.fixture
def noisy() -> RegressionRun:
    """Every case was measured, and a control moved."""
    comparison = judged(run(World(aa=1.1)))
    assert comparison.verdict is not None
    assert comparison.verdict.exit_code == CANNOT_JUDGE
    return comparison


def ended(out: Path, code: int, cannot_tell: str = "warn") -> int:
    return annotation.main([str(code), "--out", str(out), "--cannot-tell", cannot_tell])


def test_noise_is_a_warning_where_that_was_asked_for(
    tmp_path: Path, noisy: RegressionRun, capsys: pytest.CaptureFixture[str]
) -> None:
    save(tmp_path, noisy)
    assert ended(tmp_path, CANNOT_JUDGE) == DONE
    assert capsys.readouterr().out.startswith("::warning title=propbench::CANNOT TELL")
    assert ended(tmp_path, CANNOT_JUDGE, "fail") == CANNOT_JUDGE


def test_what_was_not_measured_stays_a_failure(tmp_path: Path, noisy: RegressionRun) -> None:
    assert ended(tmp_path, CANNOT_JUDGE) == CANNOT_JUDGE
    updates: tuple[dict[str, object], ...] = (
        {"refused": [NEW]},
        {"status": "partial"},
        {"restarts": noisy.restarts[:3]},
        {"restarts": []},
    )
    for update in updates:
        save(tmp_path, judged(noisy.model_copy(update=update)))
        assert ended(tmp_path, CANNOT_JUDGE) == CANNOT_JUDGE


def test_a_case_that_waits_stays_a_failure(tmp_path: Path) -> None:
    save(tmp_path, judged(waiting(run(World()), "case-05", 3.0)))
    assert ended(tmp_path, CANNOT_JUDGE) == CANNOT_JUDGE


def test_a_file_that_cannot_be_read_stays_a_failure(tmp_path: Path, noisy: RegressionRun) -> None:
    save(tmp_path, noisy).write_text("{", "utf-8")
    assert ended(tmp_path, CANNOT_JUDGE) == CANNOT_JUDGE


@pytest.mark.parametrize("code", [0, 1, 2, 4, 5, 130])
def test_every_other_code_stays_as_it_is(tmp_path: Path, noisy: RegressionRun, code: int) -> None:
    save(tmp_path, noisy)
    assert ended(tmp_path, code) == code
