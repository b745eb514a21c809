"""claims.json: every estimate, task and comparison, in numbers that JSON knows."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np

from propbench.bench.claims.referee.answering import answered
from propbench.bench.claims.referee.comparison import ArmComparison, compared
from propbench.bench.claims.referee.forecasts import score
from propbench.bench.claims.referee.judging import Agreement, ClaimVerdict, Judged
from propbench.bench.claims.referee.registration import Forecast, Registration
from propbench.bench.claims.runs import exported
from propbench.bench.statistics.intervals import Values

ODDS = {"true": 0.7, "in part": 0.1, "false": 0.1, "cannot tell": 0.1}


def times(middle: float) -> Values:
    return np.random.default_rng(int(middle)).lognormal(np.log(middle), 0.1, 50)


def claim() -> ClaimVerdict:
    tasks = [
        compared(times(300.0), times(100.0), 1_000, {"task": task}) for task in ("xor", "moons")
    ]
    silent = ArmComparison({"task": "digits"}, "inconclusive", note="nobody arrived")
    question = answered(("effect", "Is it so?"), [*tasks, silent])
    registration = Registration("C1", "Title", "Taught.", "Rule.", Forecast("Yes.", ODDS))  # type: ignore[arg-type]
    return ClaimVerdict(registration, "true", (question,), score(ODDS, "true"), (), 3)  # type: ignore[arg-type]


def test_an_estimate_is_written_with_its_tasks_and_a_comparison_with_its_limits() -> None:
    content = exported.as_json(claim())
    assert (content["word"], content["races"]) == ("true", {"judged": 0, "registered": 3})
    (question,) = content["questions"]
    (estimate,) = question["estimates"]
    low, high = estimate["ci"]
    assert low < estimate["ratio"] < high
    assert [each["task"] for each in estimate["tasks"]] == ["xor", "moons"]
    assert [each["ratio"] is None for each in question["comparisons"]] == [False, False, True]


def test_the_file_has_a_version_and_no_number_that_json_lacks(tmp_path: Path) -> None:
    verdict = claim()
    far = replace(verdict.comparisons[0], ratio=None, bound="at least")
    question = replace(verdict.questions[0], comparisons=(far,))
    judged = Judged((replace(verdict, questions=(question,)),), {}, Agreement(0, 0, 0), ("old",))
    exported.write(judged, tmp_path)
    content = json.loads((tmp_path / exported.FILE).read_text("utf-8"))
    assert content["schema_version"] == 2
    assert content["stale"] == ["old"]
    (comparison,) = content["claims"][0]["questions"][0]["comparisons"]
    assert comparison["bound"] == "at least"
    assert comparison["ratio"] is None
