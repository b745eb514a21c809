"""The page says whether anything got slower, from the newest comparison and no other."""

from pathlib import Path

import pytest

from propbench.bench.regression.comparing import judged
from propbench.bench.regression.sides.refusals import Refusal
from propbench.bench.regression.store import save
from propbench.bench.regression.verdict.records import RegressionRun
from propbench.bench.results import ResultError
from propbench.reports.facts.regression import COLUMNS, latest, verdicts
from propbench.reports.frame import Frames, writers
from propbench.reports.pages import site
from propbench.reports.sentences.regression import answer
from tests.bench.regression.synthetic import World, run


def _judged(world: World) -> RegressionRun:
    return judged(run(world))


@pytest.fixture(scope="module")
def slower() -> RegressionRun:
    return _judged(World(slower={"case-05": 1.2}))


def test_without_a_comparison_one_line_says_how_to_make_one(tmp_path: Path) -> None:
    assert latest(tmp_path) is None
    (line,) = answer(None)
    assert "propbench regress" in line
    assert verdicts(None).empty


def test_a_pass_says_what_is_excluded() -> None:
    verdict, _ = answer(_judged(World()))
    assert verdict.startswith("None of 24 cases got slower")
    assert "5.0" in verdict


def test_a_slower_case_is_named_with_its_factor_and_limits(slower: RegressionRun) -> None:
    verdict, compared = answer(slower)
    assert slower.base[:9] in compared
    assert "case-05 takes 1.2" in verdict
    assert " to " in verdict


def test_what_cannot_be_told_says_why() -> None:
    verdict, _ = answer(_judged(World(slower={"control-stream": 1.2})))
    assert verdict.startswith("It cannot be told: control-stream moved")


def test_a_failed_case_is_no_slower_case() -> None:
    refused = [Refusal(id="case-99", trouble="failed", reason="WrongResultError: w[0]")]
    verdict, _ = answer(_judged(World(refused=refused)))
    assert "failed" in verdict
    assert "w[0]" in verdict


def test_an_interrupted_comparison_answers_nothing(slower: RegressionRun) -> None:
    interrupted = slower.model_copy(update={"verdict": None, "status": "partial"})
    assert "interrupted" in answer(interrupted)[0]
    assert verdicts(interrupted).empty


def test_every_row_of_the_verdict_is_in_the_table(slower: RegressionRun) -> None:
    table = verdicts(slower)
    assert list(table.columns) == COLUMNS
    assert slower.verdict is not None
    assert len(table) == len(slower.verdict.rows)
    assert table["compared"].is_unique
    assert table.loc[table["compared"] == "case-05", "verdict"].tolist() == ["slower"]


def test_the_page_reads_the_newest_comparison(
    frames: Frames, tmp_path: Path, slower: RegressionRun
) -> None:
    writers.write(frames, tmp_path)
    assert "Nothing was compared" in site.write(frames, tmp_path).read_text("utf-8")
    save(tmp_path, slower)
    index = site.write(frames, tmp_path).read_text("utf-8")
    results = (tmp_path / "results.html").read_text("utf-8")
    assert index.count("case-05 takes 1.2") == results.count("case-05 takes 1.2") == 1
    assert "Nothing was compared" not in index + results
    assert "A/A control" in results


def test_a_comparison_that_is_cut_short_is_refused_by_name(
    frames: Frames, tmp_path: Path, slower: RegressionRun
) -> None:
    writers.write(frames, tmp_path)
    path = save(tmp_path, slower)
    path.write_text(path.read_text("utf-8")[:-50], "utf-8")
    with pytest.raises(ResultError, match=path.name):
        site.write(frames, tmp_path)
