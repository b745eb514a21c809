"""C11 in words: where sharing weights pays, in parameters and in multiply-adds, and where not."""

from typing import Any

from propbench.bench.claims.c11_weight_sharing.questions import place
from propbench.bench.claims.c11_weight_sharing.settings import (
    CENTRED,
    CONVOLUTIONAL,
    MANY,
    MULTIPLY_ADDS,
    PARAMETERS,
    SHUFFLED,
)
from propbench.bench.claims.referee.expectations import Outcome
from propbench.reports.claims import words_of
from tests.reports.synthetic_claims import asked, estimate, judgement

WORDS = words_of("C11")


def against(parameters: float, multiply_adds: float, outcome: Outcome = "above") -> list[Any]:
    return [
        estimate(outcome, (ratio, ratio), place(rival, MANY))
        for rival, ratio in ((PARAMETERS, parameters), (MULTIPLY_ADDS, multiply_adds))
    ]


def test_the_figure_has_shuffled_pixels_beside_the_images_they_come_from() -> None:
    rows = [
        {"quantity": "error", "data": data, "learner": CONVOLUTIONAL, "n": n, "value": 1 / n}
        for data in (CENTRED, SHUFFLED[CENTRED])
        for n in (100.0, 1000.0)
    ]
    claim = judgement(asked("images", series=rows[:2]), asked("shuffled", series=rows[2:]))
    figure = WORDS.figure.draw(WORDS.figure.data(claim), {})
    assert figure is not None
    assert [ax.get_title(loc="left") for ax in figure.axes] == [CENTRED]
    (ax,) = figure.axes
    assert len([line for line in ax.lines if line.get_transform() == ax.transData]) == 2


def test_where_something_moves_it_pays_in_both_coins_and_elsewhere_not() -> None:
    words = WORDS.answer(
        judgement(
            asked("moved", estimates=against(2.8, 1.6)),
            asked("late", estimates=against(4.5, 3.8)),
            asked("images", estimates=against(0.9, 0.625, "below")),
            asked("sequences", estimates=against(0.5, 0.5, "below")),
        )
    )
    assert words == (
        "Where digits lie anywhere, a dense network makes 2.8 times as many errors as convolution "
        "at equal parameters and 1.60 times at equal multiply-adds. Where sequences begin at "
        "unseen steps, a dense network makes 4.5 times as many errors as recurrence at equal "
        "parameters and 3.8 times at equal multiply-adds. Where nothing moves, at equal "
        "multiply-adds, convolution makes 1.60 times as many errors as a dense network; recurrence "
        "makes 2.0 times as many errors as a dense network."
    )


def test_the_row_of_the_index_is_of_images_that_move() -> None:
    words = WORDS.first_sentence(judgement(asked("moved", estimates=against(2.8, 1.6))))
    assert words.startswith("Where digits lie anywhere, a dense network makes 2.8 times")


def test_images_alone_are_told_alone() -> None:
    images = asked("images", estimates=against(1.0, 1.0, "same"))
    assert "about as many errors as convolution" in WORDS.answer(judgement(images))
