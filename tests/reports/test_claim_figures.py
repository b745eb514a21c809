"""The figure of each claim: what it draws is what the comparisons say."""

import math
import pkgutil
import re
from dataclasses import replace

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.axes import Axes

from propbench.bench.claims import all_claims
from propbench.bench.claims.referee.registration import Question
from propbench.bench.statistics import Interval, product
from propbench.reports import claims
from propbench.reports.claims import words_of
from propbench.reports.claims.forest import FOREST, MOST_ROWS
from propbench.reports.claims.questions import ClaimVerdict
from propbench.reports.drawing.spec import FigureSpec
from tests.reports.synthetic_claims import cell, judgement

FACTORS = {"implementation": 1000.0, "cost of a step": 1.25, "iterations": 0.5}


def asked(name: str, *cells: object, series: object = ()) -> Question:
    return Question(name, "Is it so?", "Yes.", "supported", "", cells, series)  # type: ignore[arg-type]


SEEN = {
    "C1": asked("effect", cell(2.0, task="xor", depth="1", ruleset="R1")),
    "C2": asked(
        "reason",
        series=[
            {"task": "all", "depth": "1", "effect": name, "ratio": 2.0, "low": 1.5, "high": 3.0}
            for name in ("centring", "slope", "beyond", "tanh")
        ],
    ),
    "C3": asked(
        "stress",
        series=[
            {
                **{"quantity": "dead", "task": "xor", "at": "3 times the best", "bias": "0"},
                **{"arm": arm, "value": share},
            }
            for arm, share in (("relu", 0.5), ("leaky_relu", 0.0))
        ],
    ),
    "C4": asked(
        "accuracy",
        series=[
            {"quantity": "accuracy", "task": "xor", "layers": n, "seed": 0, "value": 0.5}
            for n in (1, 2)
        ],
    ),
    "C5": asked(
        "clock",
        series=[
            {
                **{"quantity": "distinct_units", "implementation": "numpy_vectorized"},
                **{
                    "task": task,
                    "dtype": "float64",
                    "width": 17,
                    "step": step,
                    "value": float(units),
                },
            }
            for task, step, units in (("xor", 1, 1), ("xor", 10, 2), ("digits", 1, 1))
        ],
    ),
    "C6": asked("ordinary", cell(0.5, task="cancer", noise="0.1", start="zero")),
    "C7": asked("compiled", cell(4.0, work="Training step", ways="loops / NumPy", m="100")),
    "C8": asked(
        "linear",
        series=[
            {"quantity": "error", "data": "digits", "learner": "logistic", "n": n, "value": 1 / n}
            for n in (32, 1024)
        ],
    ),
    "C9": asked(
        "represent",
        series=[
            {
                **{"quantity": "hidden_units", "units": "AND/OR gates", "shape": "one layer"},
                **{"bits": bits, "value": 2.0**bits},
            }
            for bits in (2, 4)
        ],
    ),
    "C12": asked(
        "factors",
        *(cell(ratio, factor=name) for name, ratio in FACTORS.items()),
        series=[{"factor": name} for name in FACTORS],
    ),
}


ANSWERS = {name: words_of(name).answer for name in SEEN}


def drawn(answer: FigureSpec[ClaimVerdict], *parts: Question) -> list[Axes]:
    figure = answer.draw(answer.data(judgement(*parts)), {})
    assert figure is not None
    return list(figure.axes)


def points(ax: Axes) -> list[tuple[float, float]]:
    """Where marks stand that no line joins."""
    alone = [line for line in ax.lines if line.get_linestyle() == "None"]
    return [
        (float(x), float(y))
        for line in alone
        for x, y in zip(np.asarray(line.get_xdata()), np.asarray(line.get_ydata()), strict=True)
    ]


@pytest.mark.parametrize("name", ANSWERS)
def test_a_claim_with_a_figure_of_its_own_draws_it_and_leaves_pyplot_alone(name: str) -> None:
    assert drawn(ANSWERS[name], SEEN[name])
    assert plt.get_fignums() == []


@pytest.mark.parametrize("answer", [*ANSWERS.values(), FOREST])
def test_a_claim_that_was_not_measured_has_no_figure(answer: FigureSpec[ClaimVerdict]) -> None:
    for parts in ((), (asked("other"),)):
        table = answer.data(judgement(*parts))
        assert table.empty
        assert answer.draw(table, {}) is None


def test_a_claim_without_a_file_of_its_own_gets_its_comparisons() -> None:
    assert words_of("C99").answer is FOREST
    assert list(words_of("C99").opening(judgement(name="C99"))) == []


def test_every_file_of_a_claim_is_found_by_its_name() -> None:
    files = [module.name for module in pkgutil.iter_modules(claims.__path__)]
    own = {f"C{int(name[1:3])}" for name in files if re.match(r"c\d\d_", name)}
    assert own <= {claim.id for claim in all_claims()}
    assert all(words_of(name) != words_of("C99") for name in own)


def test_the_waterfall_goes_on_where_the_factor_before_it_ended() -> None:
    table = ANSWERS["C12"].data(judgement(SEEN["C12"]))
    assert table["begins"].tolist() == pytest.approx([1, 1000, 1250, 1])
    whole = product([Interval(r, r / 1.1, r * 1.1, 20, "confidence") for r in FACTORS.values()])
    assert table.iloc[-1][["ratio", "low", "high"]].tolist() == pytest.approx(
        [625, whole.low, whole.high]
    )
    ends = [x for x, _ in points(drawn(ANSWERS["C12"], SEEN["C12"])[0])]
    assert ends == pytest.approx([1000, 1250, 625, 625])


def test_lengths_of_the_waterfall_add() -> None:
    (ax,) = drawn(ANSWERS["C12"], SEEN["C12"])
    starts = [1.0, 1000.0, 1250.0]
    lengths = [math.log(x / at) for (x, _), at in zip(points(ax), starts, strict=False)]
    assert sum(lengths) == pytest.approx(math.log(points(ax)[-1][0]))


def test_whole_runs_stand_beside_the_product() -> None:
    checks = asked("product", cell(0.99, implementation="numpy_inplace", activation="relu"))
    first, second = drawn(ANSWERS["C12"], SEEN["C12"], checks)
    assert len(first.get_yticks()) == 4
    assert [x for x, _ in points(second)] == pytest.approx([0.99])


def test_what_is_undecided_is_hollow() -> None:
    cells = [
        cell(2.0, finding, task="xor", depth=depth, ruleset="R1")  # type: ignore[arg-type]
        for depth, finding in (("1", "supports"), ("4", "inconclusive"))
    ]
    (ax,) = drawn(ANSWERS["C1"], asked("effect", *cells))
    marks = [line for line in ax.lines if line.get_marker() == "o"]
    assert [mark.get_markerfacecolor() == "none" for mark in marks] == [False, True]


def test_where_neither_arm_arrived_there_is_no_mark() -> None:
    cells = [cell(2.0, task="xor", depth=depth, ruleset="R1") for depth in ("1", "4")]
    nobody = replace(cells[1], ratio=None, no_arrivals=True)
    (ax,) = drawn(ANSWERS["C1"], asked("effect", cells[0], nobody))
    assert [round(x) for x, _ in points(ax)] == [0]
    assert [text.get_text() for text in ax.get_xticklabels()] == ["1", "4"]


def test_a_forest_has_the_largest_ratios_of_every_question() -> None:
    many = asked("one", *(cell(1.0 + i, at=str(i)) for i in range(MOST_ROWS + 5)))
    few = Question("two", "And this?", "No.", "supported", "", (cell(0.5, at="x"),))
    (ax,) = drawn(FOREST, many, few)
    ratios = [x for x, _ in points(ax)]
    assert len(ratios) == MOST_ROWS + 1
    assert ratios[0] == MOST_ROWS + 5
    assert ratios[-1] == 0.5
    assert {text.get_text() for text in ax.texts} == {"Is it so?", "And this?"}
