"""How a claim was judged, word for word."""

from dataclasses import replace

from propbench.bench.claims.referee.judging import Agreement
from propbench.reports.sentences import protocol
from tests.reports.synthetic_claims import asked, cell, judged, judgement


def test_a_forecast_stands_beside_what_came() -> None:
    assert protocol.forecast(judgement(word="mostly true")) == (
        "The outcome, \u201ctrue\u201d, had been given 70\u202f% before the run: Brier score 0.12, "
        "better than equal odds (0.75)."
    )
    missed = protocol.forecast(judgement(word="about the same"))
    assert "\u201cfalse\u201d, had been given 10\u202f%" in missed
    assert "no better than equal odds" in missed


def test_all_forecasts_are_scored_together() -> None:
    good, bad = judgement(), judgement(word="false")
    assert protocol.forecasts(judged(good)) == (
        "1 of 1 forecasts named the outcome that came. Their mean Brier score is 0.12, better than "
        "equal odds (0.75); 0 is perfect."
    )
    assert protocol.forecasts(judged(good, bad)).startswith("1 of 2")
    assert protocol.forecasts(judged()) == ""


def test_what_a_word_rests_on_is_counted() -> None:
    claim = judgement(asked("effect", cell(2.0), cell(3.0)))
    assert protocol.basis(claim) == (
        "It rests on 2 comparisons and 0 training runs, those of 0 of 2 registered races."
    )
    assert protocol.basis(replace(claim, n_registered=0)) == "It rests on 2 comparisons."


def test_repeated_and_unused_runs_are_told() -> None:
    found = replace(judged(), agreement=Agreement(4495, 4441, 4449), stale=("the engine changed",))
    words = protocol.agreement(found)
    assert words.startswith("This machine repeated 4\u202f495 of them: 4\u202f441 took")
    assert words.endswith("Not used: the engine changed.")
    assert protocol.agreement(judged()) == ""
