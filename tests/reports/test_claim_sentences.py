"""Claims, word for word."""

from dataclasses import replace

from propbench.reports.sentences import claims
from tests.reports.synthetic_claims import cell, judged, judgement

SUPPORTS = cell(3.0, task="xor", depth="2")
CONTRADICTS = cell(0.5, "contradicts", task="xor", depth="4")


def test_claims_are_counted_in_one_sentence() -> None:
    one, other = judgement(), judgement(verdict="inconclusive")
    assert claims.tally(judged(one)) == "Of 1 claim of the course, 1 is supported."
    assert claims.tally(judged(one, one, other)) == (
        "Of 3 claims of the course, 2 are supported and 1 cannot be told yet."
    )


def test_all_forecasts_are_scored_together() -> None:
    good, bad = judgement(), judgement(verdict="not supported")
    assert claims.forecasts(judged(good)) == (
        "1 of 1 forecasts named the verdict that came. Their mean Brier score is 0.12, better than "
        "equal odds (0.75; 0 is perfect)."
    )
    assert "1 of 2" in claims.forecasts(judged(good, bad))
    assert "no better than equal odds" in claims.forecasts(judged(bad))


def test_a_forecast_stands_beside_what_came() -> None:
    assert claims.expected(judgement()) == "supported (70\u202f%): came"
    missed = judgement(verdict="depends")
    assert claims.expected(missed) == "supported (70\u202f%): did not come"
    assert "\u201cdepends\u201d, had been given 10\u202f%" in claims.forecast(missed)


def test_what_flips_a_claim_is_said_with_both_outcomes() -> None:
    flipping = judgement(verdict="depends", flip=(SUPPORTS, CONTRADICTS))
    assert claims.short_flip(flipping) == "depth from 2 to 4"
    words = claims.flip(flipping)
    assert "depth from 2 to 4 (at task xor)" in words
    assert "\u201csupports the claim\u201d at 3.0\u00d7 (2.7 to 3.3\u00d7)" in words
    assert "\u201ccontradicts the claim\u201d at 0.500\u00d7" in words
    assert claims.short_flip(judgement()) == ""
    assert "no change of setting flips it" in claims.flip(judgement())


def test_what_was_registered_late_stands_beside_what_the_verdict_rests_on() -> None:
    found = judgement()
    late = replace(found.registration, amendments=("Digits were added.",))
    assert "after the fact" not in claims.basis(found)
    said = claims.basis(replace(found, registration=late))
    assert said.endswith("In one point, told with the rule, it is registered after the fact.")


def test_a_comparison_that_only_the_correction_leaves_undecided_says_so() -> None:
    sure, held, open_ = (replace(cell(2.0), p_value=p) for p in (0.0, 0.03, 1.0))
    undecided = [replace(one, finding="inconclusive") for one in (sure, held, open_)]
    said = [claims.held_back(one, undecided) for one in undecided]
    assert said[1].endswith("but not for 3 comparisons asked at once")
    assert said[0] == said[2] == claims.held_back(replace(held, finding="supports"), [held]) == ""
