"""Pooled estimates in words, one of each kind."""

from dataclasses import replace

import pytest

from propbench.bench.claims.referee.estimates import Estimate
from propbench.reports.sentences.claims import told
from propbench.reports.sentences.contests import SECONDS, Contest
from propbench.reports.sentences.unsettled import decides
from tests.reports.synthetic_claims import estimate

PAIR = Contest("sigmoid", "ReLU")


def fullest(estimate: Estimate, at: str = "", contest: Contest = PAIR) -> str:
    return told(contest, {at: estimate})[0]


def briefest(estimate: Estimate, at: str = "") -> str:
    return told(PAIR, {at: estimate})[-1]


def test_a_ratio_above_one_stands_with_its_limits_and_its_place() -> None:
    above = estimate("above", (3.2, 3.2, 3.2), answer="yes")
    assert fullest(above, "with one hidden layer") == (
        "sigmoid needs 3.2 times as many iterations as ReLU with one hidden layer (2.9 to 3.5)"
    )
    assert briefest(above) == "sigmoid needs more iterations than ReLU"


def test_wide_limits_give_way_to_the_range_over_tasks() -> None:
    above = estimate("above", (2.0, 4.0, 8.0), answer="yes")
    assert fullest(above).endswith(
        "needs 4.0 times as many iterations as ReLU (2.0 to 8.0 by task)"
    )
    below = estimate("below", (0.5, 0.25, 0.125))
    assert fullest(below).endswith(
        "needs 4.0 times as many iterations as sigmoid (2.0 to 8.0 by task)"
    )


def test_a_ratio_below_one_is_told_the_other_way_round() -> None:
    below = estimate("below", (0.25, 0.25), bound="at most")
    assert fullest(below).startswith("ReLU needs at least 4.0 times as many iterations as sigmoid")


def test_what_takes_seconds_takes_so_many_times_as_long() -> None:
    loops = Contest("a loop", "NumPy", SECONDS, ("takes", "takes"))
    assert fullest(estimate("above", (21.0, 21.0)), contest=loops).startswith(
        "a loop takes 21 times as long as NumPy"
    )


def test_ratios_too_near_to_one_are_about_the_same() -> None:
    same = estimate("same", (1.04, 1.04, 1.04))
    assert fullest(same) == ("sigmoid needs about as many iterations as ReLU (0.95 to 1.13 times)")
    assert briefest(same) == "sigmoid needs about as many iterations as ReLU"


def test_what_is_not_slower_is_told_with_the_most_that_it_takes() -> None:
    not_above, not_below = (estimate(outcome, (1.0, 1.0)) for outcome in ("not above", "not below"))
    assert fullest(not_above).startswith("sigmoid needs no more iterations than ReLU (at most 1.")
    assert fullest(not_below).startswith("ReLU needs no more iterations than sigmoid (at most 1.")


def test_tasks_that_differ_are_told_with_their_directions() -> None:
    words = fullest(estimate("varies", (5.0, 0.5)), "with one hidden layer")
    assert words == (
        "whether sigmoid needs more iterations than ReLU with one hidden layer depends on the task"
        "; on moons ReLU needs 2.0 times as many iterations, on xor sigmoid 5.0 times"
    )
    assert briefest(estimate("varies", (5.0, 0.5))) == (
        "whether sigmoid needs more iterations than ReLU depends on the task"
    )


def test_what_cannot_be_told_says_what_would_decide_it() -> None:
    opened = estimate("open", (5.0, 2.9, 1.39, 0.87))
    words = fullest(opened)
    assert words.startswith("four tasks cannot tell whether sigmoid needs more iterations than")
    assert words.endswith("about four more tasks would decide")
    assert briefest(opened, "with two or three hidden layers") == (
        "cannot tell whether sigmoid needs more iterations than ReLU with two or three hidden "
        "layers"
    )


def test_tasks_on_one_side_of_one_are_told_from_low_to_high() -> None:
    words = fullest(estimate("open", (1.2, 40.0)))
    assert "; sigmoid needs 1.20 times as many iterations on xor, 40 times on moons" in words
    words = fullest(estimate("open", (0.5, 0.1)))
    assert "; ReLU needs 10 times as many iterations on moons, 2.0 times on xor" in words


def test_one_task_is_decided_by_more_runs_and_a_hopeless_one_says_no_number() -> None:
    assert decides(estimate("open", (1.1,))) == "more runs would decide"
    assert "too few to say" in decides(estimate("open", (1.12, 100.0, 0.01)))


def test_where_nobody_arrives_that_is_said() -> None:
    nobody = Estimate("deep", "open", silent=("xor", "moons"))
    assert told(PAIR, {"with four to eight hidden layers": nobody}) == (
        "most runs of both never arrive with four to eight hidden layers",
    )
    assert told(PAIR, {"": replace(nobody, silent=())}) == ()


def test_groups_that_say_the_same_share_a_clause() -> None:
    places = {
        f"with {n} hidden layers": estimate("above", (ratio, ratio), bound=bound)
        for n, ratio, bound in (("two", 10.0, ""), ("eight", 18.0, "at least"))
    }
    forms = told(PAIR, places)
    assert forms[0] == (
        "sigmoid needs 10 times as many iterations as ReLU with two hidden layers (7.8 to 13) and "
        "at least 18 times with eight (14 to 23)"
    )
    assert forms[-1] == (
        "sigmoid needs more iterations than ReLU with two hidden layers and with eight"
    )


@pytest.mark.parametrize("outcome", ["above", "below", "same", "not above", "varies", "open"])
def test_every_form_of_a_sentence_has_fewer_numbers_than_the_one_before(outcome: str) -> None:
    from propbench.reports.sentences.short import numbers_in

    two = estimate(outcome, (3.0, 0.4)), estimate("above", (3.0, 3.1))  # type: ignore[arg-type]
    forms = told(PAIR, dict(zip(("with one layer", "with two layers"), two, strict=True)))
    numbers = [numbers_in(form) for form in forms]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[-1] == 0
