"""The figure of each claim: what it draws is what the comparisons say."""

import math
import pkgutil
import re
from dataclasses import replace

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.axes import Axes

from propbench.bench.claims import names
from propbench.bench.claims.referee.registration import Question
from propbench.bench.statistics import product
from propbench.reports import claims
from propbench.reports.claims import words_of
from propbench.reports.claims.forest import FOREST
from propbench.reports.claims.questions import ClaimVerdict
from propbench.reports.drawing.spec import FigureSpec
from tests.reports.synthetic_claims import asked, cell, estimate, interval, judgement

FACTORS = {
    name: interval(point)
    for name, point in (("implementation", 1000.0), ("cost of a step", 1.25), ("iterations", 0.5))
}
WHOLE = product(list(FACTORS.values()))


SEEN = {
    "C1": asked(
        "effect", estimates=[estimate("above", (2.0, 3.0), "one hidden layer, rate tuned")]
    ),
    "C2": asked(
        "reason",
        series=[
            {
                **{"quantity": "effect", "depth": "1", "effect": name},
                **{"ratio": 2.0, "low": 1.5, "high": 3.0},
            }
            for name in ("centring", "slope", "beyond", "tanh")
        ],
    ),
    "C3": asked(
        "units",
        series=[
            {
                **{"quantity": "alive", "task": "xor", "at": "3 times the best", "bias": "0"},
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
    "C6": asked("ordinary", estimates=[estimate("below", (0.5, 0.6))]),
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
        "product",
        replace(cell(1.0, to="fastest"), ratio=WHOLE),
        series=[
            {"factor": name, "ratio": ratio.point, "low": ratio.low, "high": ratio.high}
            for name, ratio in FACTORS.items()
        ],
    ),
}


ANSWERS = {name: words_of(name).figure for name in SEEN}


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
    assert words_of("C99").figure is FOREST


def test_every_file_of_a_claim_is_found_by_its_name() -> None:
    files = [module.name for module in pkgutil.iter_modules(claims.__path__)]
    own = {f"C{int(name[1:3])}" for name in files if re.match(r"c\d\d_", name)}
    assert own <= {f"C{int(name[1:3])}" for name in names()}
    assert all(words_of(name) != words_of("C99") for name in own)


def test_the_waterfall_goes_on_where_the_factor_before_it_ended() -> None:
    table = ANSWERS["C12"].data(judgement(SEEN["C12"]))
    assert table["begins"].tolist() == pytest.approx([1, 1000, 1250, 1])
    assert table.iloc[-1][["ratio", "low", "high"]].tolist() == pytest.approx(
        [625, WHOLE.low, WHOLE.high]
    )
    ends = [x for x, _ in points(drawn(ANSWERS["C12"], SEEN["C12"])[0])]
    assert ends == pytest.approx([1000, 1250, 625, 625])


def test_lengths_of_the_waterfall_add() -> None:
    (ax,) = drawn(ANSWERS["C12"], SEEN["C12"])
    starts = [1.0, 1000.0, 1250.0]
    lengths = [math.log(x / at) for (x, _), at in zip(points(ax), starts, strict=False)]
    assert sum(lengths) == pytest.approx(math.log(points(ax)[-1][0]))


def test_whole_runs_stand_beside_the_product() -> None:
    checks = asked("whole_runs", cell(0.99, implementation="numpy_inplace", activation="relu"))
    first, second = drawn(ANSWERS["C12"], SEEN["C12"], checks)
    assert len(first.get_yticks()) == 4
    assert [x for x, _ in points(second)] == pytest.approx([0.99])


def test_a_comparison_without_a_ratio_has_no_mark() -> None:
    compared = [cell(2.0, work="Step", ways="loops / NumPy", m=m) for m in ("1", "10")]
    parts = asked("compiled", compared[0], replace(compared[1], ratio=None))
    (ax,) = drawn(ANSWERS["C7"], parts)
    assert len(points(ax)) == 1
