"""Forecasts are scored by what came out, and summed up."""

import math
from typing import get_args

import pytest

from propbench.bench.claims.referee.forecasts import EVEN, score, summary
from propbench.bench.claims.referee.verdicts import VerdictWord


def test_a_forecast_is_scored_by_what_came_out() -> None:
    sure: dict[VerdictWord, float] = {
        "supported": 1.0,
        "not supported": 0.0,
        "depends": 0.0,
        "inconclusive": 0.0,
    }
    assert (score(sure, "supported").brier, score(sure, "supported").log) == (0, 0)
    assert (score(sure, "depends").brier, score(sure, "depends").log) == (2, math.inf)
    even: dict[VerdictWord, float] = dict.fromkeys(sure, 0.25)
    assert score(even, "depends").brier == 0.75
    assert score(even, "depends").log == pytest.approx(math.log(4))


def test_forecasts_are_summed_up_against_not_knowing() -> None:
    even: dict[VerdictWord, float] = dict.fromkeys(get_args(VerdictWord), 0.25)
    sure = {**dict.fromkeys(even, 0.0), "depends": 1.0}
    found = summary([score(sure, "depends"), score(sure, "supported"), score(even, "supported")])
    assert (found.n, found.better) == (3, 1)
    assert found.brier == pytest.approx((0 + 2 + EVEN) / 3)
    assert "mean Brier score 0.92" in str(found)
    with pytest.raises(ValueError, match="got none"):
        summary([])


@pytest.mark.parametrize("chance", [0.2, -0.25, math.nan])
def test_a_forecast_that_is_no_distribution_is_refused(chance: float) -> None:
    words: dict[VerdictWord, float] = {"supported": 0.25, "not supported": 0.25, "depends": 0.25}
    with pytest.raises(ValueError, match="expected probabilities with sum 1"):
        score({**words, "inconclusive": chance}, "depends")
    with pytest.raises(ValueError, match="forecast: got"):
        score(words, "depends")
