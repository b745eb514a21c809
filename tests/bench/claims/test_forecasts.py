"""Forecasts are scored by what came out, and summed up."""

import math
from typing import get_args

import pytest

from propbench.bench.claims.referee.forecasts import EVEN, score, summary
from propbench.bench.claims.referee.words import Kind


def test_a_forecast_is_scored_by_what_came_out() -> None:
    sure: dict[Kind, float] = {"true": 1.0, "in part": 0.0, "false": 0.0, "cannot tell": 0.0}
    assert (score(sure, "mostly true").brier, score(sure, "true").log) == (0, 0)
    assert (score(sure, "true when").brier, score(sure, "true when").log) == (2, math.inf)
    even: dict[Kind, float] = dict.fromkeys(sure, 0.25)
    assert score(even, "true when").brier == 0.75
    assert score(even, "true when").log == pytest.approx(math.log(4))


def test_forecasts_are_summed_up_against_not_knowing() -> None:
    even: dict[Kind, float] = dict.fromkeys(get_args(Kind), 0.25)
    sure = {**dict.fromkeys(even, 0.0), "in part": 1.0}
    found = summary([score(sure, "true when"), score(sure, "true"), score(even, "true")])
    assert (found.n, found.better) == (3, 1)
    assert found.brier == pytest.approx((0 + 2 + EVEN) / 3)
    with pytest.raises(ValueError, match="got none"):
        summary([])


@pytest.mark.parametrize("chance", [0.2, -0.25, math.nan])
def test_a_forecast_that_is_no_distribution_is_refused(chance: float) -> None:
    words: dict[Kind, float] = {"true": 0.25, "in part": 0.25, "false": 0.25}
    with pytest.raises(ValueError, match="expected probabilities with sum 1"):
        score({**words, "cannot tell": chance}, "true when")
    with pytest.raises(ValueError, match="forecast: got"):
        score(words, "true when")
