"""Every branch of the sentences, word for word."""

from dataclasses import replace

import pytest

from propbench.bench.statistics import Interval
from propbench.reports.facts.cells import Standing
from propbench.reports.facts.sizes import Sizes, Tile
from propbench.reports.sentences import choice, comparing, headline

THIN = "\u202f"
X = "\u00d7"

WIN = Interval(310.0, 295.0, 322.0, 5, "confidence")
LOSS = Interval(1 / 1.7, 1 / 1.8, 1 / 1.6, 5, "confidence")
TIE = Interval(1.01, 0.98, 1.03, 5, "confidence")
UNSURE = Interval(3.0, 0.5, 9.0, 5, "confidence")
SMALL = Interval(1.04, 1.03, 1.05, 5, "confidence")
QUICK = Interval(310.0, 295.0, 322.0, 2, "range")


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (WIN, f"310{X} faster (295 to 322{X})"),
        (QUICK, f"310{X} faster (range 295 to 322{X})"),
        (LOSS, f"1.70{X} slower (1.60 to 1.80{X})"),
        (TIE, f"a tie (within 3.0{THIN}%)"),
        (SMALL, f"a tie (within 5.0{THIN}%)"),
        (UNSURE, f"too noisy to tell apart (0.500 to 9.0{X})"),
    ],
)
def test_a_ratio_is_said_as_win_loss_or_tie(ratio: Interval, words: str) -> None:
    assert comparing.gain_with_limits(ratio) == words


@pytest.mark.parametrize("ratio", [TIE, UNSURE, SMALL])
def test_a_tie_is_never_called_faster_cheaper_or_fewer(ratio: Interval) -> None:
    said = [comparing.gain_with_limits(ratio), comparing.fewer(ratio, "iterations")]
    for words in said:
        assert not {"faster", "slower", "fewer", "more", "cheaper", "dearer"} & set(words.split())


def test_counts_and_costs_have_both_directions() -> None:
    assert comparing.fewer(LOSS, "iterations") == f"1.70{X} more iterations (1.60 to 1.80{X})"


STANDING = Standing(
    implementation="numpy_vectorized",
    league="idiomatic",
    family="vectorised",
    kind="measured",
    seconds=Interval(0.0132, 0.0129, 0.0136, 5, "confidence"),
    gain=WIN,
    reason="",
    unstable=False,
)


@pytest.mark.parametrize(
    ("changes", "big", "words"),
    [
        ({}, f"310{X} faster", f"310{X} faster (295 to 322{X})"),
        ({"gain": LOSS}, f"1.70{X} slower", f"1.70{X} slower (1.60 to 1.80{X})"),
        ({"gain": TIE}, "tie", f"a tie (within 3.0{THIN}%)"),
        ({"gain": UNSURE}, "cannot tell", f"too noisy to tell apart (0.500 to 9.0{X})"),
        ({"unstable": True}, f"310{X} faster", f"310{X} faster (295 to 322{X}); unstable"),
        ({"gain": None}, f"13.2{THIN}ms", "no ratio: python_loops was not measured here"),
        (
            {"kind": "failed", "seconds": None, "gain": None, "reason": "dw[0] is off"},
            "failed",
            "failed: dw[0] is off",
        ),
        (
            {"kind": "too_slow", "seconds": None, "gain": None, "reason": "over 3 s"},
            "too slow to measure",
            "too slow to measure: over 3 s",
        ),
        (
            {"kind": "estimated", "gain": None, "reason": "estimated from m = 100"},
            "estimated, not measured",
            "estimated, not measured: estimated from m = 100",
        ),
        (
            {"kind": "not_selected", "seconds": None, "gain": None, "reason": "not selected"},
            "not measured",
            "not measured: not selected",
        ),
        ({"implementation": "python_loops", "gain": None}, f"13.2{THIN}ms", "the baseline"),
    ],
)
def test_a_card_says_how_one_implementation_stands(
    changes: dict[str, object], big: str, words: str
) -> None:
    standing = replace(STANDING, **changes)  # type: ignore[arg-type]
    assert headline.big_number(standing, "python_loops") == big
    assert headline.verdict_words(standing, "python_loops") == words


def test_times_come_with_their_limits_in_one_unit() -> None:
    assert headline.time_words(STANDING, "python_loops") == f"13.2{THIN}ms, 12.9 to 13.6{THIN}ms"
    alone = replace(STANDING, gain=None)
    assert headline.time_words(alone, "python_loops") == f"12.9 to 13.6{THIN}ms"
    estimated = replace(STANDING, kind="estimated")
    assert headline.time_words(estimated, "python_loops") == ""


def sizes(*ratios: tuple[int, Interval], crossing: tuple[int, int] | None = None) -> Sizes:
    return Sizes("numpy_vectorized", "python_loops", ratios, crossing)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (
            sizes((1, LOSS), (8, WIN), crossing=(1, 8)),
            f"is true from m = 8 up; at m = 1 NumPy vectorized is 1.70{X} slower.",
        ),
        (
            sizes((1, WIN), (100, WIN)),
            "held at every size measured, from m = 1 to m = 100.",
        ),
        (
            sizes((1, LOSS), (100, TIE)),
            "did not hold at any size measured, from m = 1 to m = 100.",
        ),
        (
            sizes((1, WIN), (100, LOSS)),
            "held at some sizes only, and not at the largest measured.",
        ),
        (
            sizes(),
            "was not tested: "
            "this run has no size with a time of both NumPy vectorized and the loops.",
        ),
    ],
)
def test_the_page_may_contradict_the_course(found: Sizes, words: str) -> None:
    claim = "Against interpreted loops, “never use explicit for-loops”"
    assert headline.course_claim(found) == f"{claim} {words}"


def test_a_gain_is_told_in_seconds_of_a_person() -> None:
    won = sizes((1, TIE), (1000, Interval(480, 470, 490, 9, "confidence")))
    words = headline.on_a_human_scale(won, 1000)
    assert words == (
        f"If a step of NumPy vectorized on 1{THIN}000 examples took a second, plain loops would "
        f"take 8.0{THIN}min for it."
    )
    assert headline.on_a_human_scale(won, 1) == ""
    assert headline.on_a_human_scale(won, 10) == ""
    assert headline.on_a_human_scale(sizes((1000, LOSS)), 1000) == ""


def test_advice_walks_through_the_sizes() -> None:
    tiles = (
        Tile("train_step", 1, ("python_loops",), 2.0, "numpy_vectorized"),
        Tile("train_step", 10, ("numba_loops", "numpy_vectorized"), None, ""),
        Tile("train_step", 100, ("numpy_vectorized",), 1.4, "numba_loops"),
        Tile("train_step", 1000, ("numpy_vectorized",), None, ""),
        Tile("train_step", 10_000, (), None, ""),
    )
    assert choice.advice(tiles, "train_step", "as in a textbook") == (
        "As in a textbook: Python loops at m = 1; a tie of Numba loops and NumPy vectorized at "
        "m = 10; NumPy vectorized from m = 100 up."
    )
    often = tuple(replace(tile, m=10**at) for at, tile in enumerate(tiles[:3] * 2))
    assert choice.advice(often, "train_step", "tuned").endswith(": it changes from size to size.")
    assert choice.tile_words(tiles[0]) == ("python_loops", f"2.0{X} ahead")
    assert choice.tile_words(tiles[1]) == ("numba_loops = numpy_vectorized", "tie")
    assert choice.tile_words(tiles[3])[1] == "the only one measured"
    assert choice.tile_words(tiles[4]) == ("not measured", "")
    shaky = replace(tiles[0], unstable=True)
    names, words = choice.tile_words(shaky)
    assert (names, words.endswith(", unstable")) == ("python_loops", True)
    assert choice.advice((), "train_step", "tuned") == "Tuned: no size was measured."
