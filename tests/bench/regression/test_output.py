"""What is written says the same as the verdict, and can be judged again."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from propbench.bench.regression.comparing import judged
from propbench.bench.regression.output import findings, junit, markdown, terminal
from propbench.bench.regression.sides.refusals import Refusal
from propbench.bench.regression.store import load, newest, save
from propbench.bench.regression.verdict.records import RegressionRun
from propbench.bench.results import ResultError
from propbench.command import main
from tests.bench.regression.synthetic import World, run

REFUSAL = Refusal(id="case-99", trouble="failed", reason="ValueError: <b>|pipe\x07")


@pytest.fixture
def slower() -> RegressionRun:
    return judged(run(World(slower={"case-05": 1.2})))


def test_the_terminal_table_fits_80_columns_and_ends_with_the_verdict(
    slower: RegressionRun,
) -> None:
    assert slower.verdict is not None
    lines = terminal.lines(slower, slower.verdict)
    assert max(map(len, lines)) <= 80
    assert "REGRESSION" in lines[-3]
    assert "case-05: " in lines[-2]
    assert lines[-1].endswith("the same command with --cases case-05")


def test_what_changed_is_said_worst_first_and_a_speed_up_as_plainly() -> None:
    factors = {"case-03": 1.2, "case-05": 2.5, "case-07": 0.74}
    comparison = judged(run(World(slower=factors)))
    assert comparison.verdict is not None
    worst, slower, *_, faster = findings.changes(comparison, comparison.verdict)
    assert re.fullmatch(r"case-05: .+ -> .+, 2\.\d\d times as long \(2\.\d\d to 2\.\d\d\)", worst)
    assert re.fullmatch(r"case-03: .+ -> .+, \d+\.\d % slower \(\d+\.\d to \d+\.\d\)", slower)
    assert re.fullmatch(r"case-07: .+ -> .+, 2\d\.\d % less time \(2\d\.\d to 2\d\.\d\)", faster)
    assert "1 is faster" in findings.headline(comparison, comparison.verdict)


def test_equal_code_is_said_to_be_neither_slower_nor_faster() -> None:
    comparison = judged(run(World()))
    assert comparison.verdict is not None
    assert findings.changes(comparison, comparison.verdict) == []
    assert findings.headline(comparison, comparison.verdict) == comparison.verdict.summary


@pytest.mark.parametrize("slowdown", [1.0, 1.2])
def test_a_replay_gives_the_identical_verdict(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], slowdown: float
) -> None:
    comparison = judged(run(World(slower={"case-05": slowdown})))
    assert comparison.verdict is not None
    path = save(tmp_path, comparison)
    assert main(["regress", "--replay", str(path)]) == comparison.verdict.exit_code
    printed = capsys.readouterr().out.splitlines()
    assert printed == terminal.lines(comparison, comparison.verdict)


def test_a_stored_verdict_that_its_samples_do_not_give_is_refused(
    tmp_path: Path, slower: RegressionRun, capsys: pytest.CaptureFixture[str]
) -> None:
    path = save(tmp_path, slower)
    stored = json.loads(path.read_text("utf-8"))
    stored["verdict"]["exit_code"] = 0
    path.write_text(json.dumps(stored), "utf-8")
    assert main(["regress", "--replay", str(path)]) == 3
    assert "do not give" in capsys.readouterr().err


def test_a_file_cut_short_is_refused(tmp_path: Path, slower: RegressionRun) -> None:
    path = save(tmp_path, slower)
    path.write_text(path.read_text("utf-8")[:-100], "utf-8")
    with pytest.raises(ResultError):
        load(path)


def test_the_newest_comparison_is_found(tmp_path: Path, slower: RegressionRun) -> None:
    assert newest(tmp_path) is None
    path = save(tmp_path, slower)
    assert newest(tmp_path) == path
    assert load(path) == slower


def test_junit_counts_what_failed(slower: RegressionRun) -> None:
    comparison = judged(slower.model_copy(update={"refused": [REFUSAL]}))
    assert comparison.verdict is not None
    suite = ElementTree.fromstring(junit.text(comparison, comparison.verdict))  # noqa: S314
    assert suite.get("errors") == "1"
    failed = [case.get("name") for case in suite if case.find("failure") is not None]
    assert "case-05" in failed


def test_markdown_keeps_messages_of_the_code_under_test_from_becoming_markup(
    slower: RegressionRun,
) -> None:
    comparison = judged(slower.model_copy(update={"refused": [REFUSAL]}))
    assert comparison.verdict is not None
    text = markdown.text(comparison, comparison.verdict)
    assert "<b>" not in text
    assert "\\|pipe" in text


def test_the_summary_of_a_job_is_appended_to(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    slower: RegressionRun,
    capsys: pytest.CaptureFixture[str],
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert main(["regress", "--replay", str(save(tmp_path, slower))]) == 1
    assert summary.read_text("utf-8").startswith("before\n## Timing: REGRESSION")
    assert "case-05" in capsys.readouterr().out
