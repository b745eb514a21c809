"""C12 on the page: from textbook loops with sigmoid to the best implementation with ReLU."""

import math
from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
from matplotlib.axes import Axes

from propbench.bench.numbers import TIMES, times
from propbench.bench.statistics import Interval
from propbench.reports import drawing
from propbench.reports.claims.lesson import Lesson
from propbench.reports.claims.questions import LIMITS, ClaimVerdict, Question, question
from propbench.reports.claims.ratios import RATIOS, no_difference
from propbench.reports.claims.saying import in_words, told_of
from propbench.reports.claims.words import Words
from propbench.reports.naming import named
from propbench.reports.sentences.contests import SECONDS, Contest, factor, span
from propbench.reports.sentences.lists import joined
from propbench.reports.sentences.short import Forms
from propbench.reports.sentences.training import name as in_text

_STEPS, _CHECKS = "factor", "whole runs over steps timed alone"
_LABELS = {
    _STEPS: "times as fast as Python loops with sigmoid",
    _CHECKS: "a step in whole runs / alone",
}
_COLUMNS = ["kind", "name", *LIMITS, "begins"]
_WHOLE = "= altogether"


_TRAINING = Contest(
    "training with textbook loops and sigmoid",
    "with the fastest implementation and ReLU",
    SECONDS,
    ("takes", "takes"),
)
_BY = {"implementation": "the implementation", "cost of a step": "cheaper steps"}


def sentences(claim: ClaimVerdict) -> Iterator[Forms]:
    """All factors together; each of them; whether whole runs confirm it."""
    yield _altogether(claim)
    rows = question(claim, "product").series
    parts = [
        f"{factor(float(row['ratio']))} times by {_BY.get(str(row['factor']), row['factor'])}"
        for row in rows
    ]
    if not parts:
        return
    yield (f"that is {joined(parts)}",)
    yield in_words(
        question(claim, "whole_runs"),
        {
            "true": "whole runs, timed, take as long as that predicts",
            "mostly true": "most whole runs, timed, take as long as that predicts",
            "false": "whole runs, timed, do not take as long as that predicts",
        },
    )


def _altogether(claim: ClaimVerdict) -> Forms:
    """The one comparison that the figure draws, where it is settled."""
    asked = question(claim, "product")
    ratios = list(_ratios(asked).values())
    if len(ratios) != 1 or asked.word != "true":
        return told_of(claim, "product", _TRAINING)
    (ratio,) = ratios
    words = (
        f"{_TRAINING.slow} takes {factor(ratio.point)} times {_TRAINING.unit.as_many} as "
        f"{_TRAINING.fast}"
    )
    return f"{words} ({span(ratio.low, ratio.high)})", words


def data(claim: ClaimVerdict) -> pd.DataFrame:
    """A row a factor with the speed-up at which it begins, their product, and the checks.

    Nothing without factors.
    """
    whole = question(claim, "product")
    if not whole.series:
        return pd.DataFrame(columns=_COLUMNS)
    rows, reached = [], 1.0
    for row in whole.series:
        rows.append((_STEPS, row["factor"], *(row[name] for name in LIMITS), reached))
        reached *= float(row["ratio"])
    rows += [(_STEPS, _WHOLE, *_limits(ratio), 1.0) for ratio in _ratios(whole).values()]
    checks = _ratios(question(claim, "whole_runs"))
    rows += [(_CHECKS, name, *_limits(ratio), 1.0) for name, ratio in checks.items()]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _ratios(asked: Question) -> dict[str, Interval]:
    """By the levels of their factors."""
    own = asked.comparisons
    return {", ".join(each.factors.values()): each.ratio for each in own if each.ratio}


def _limits(ratio: Interval) -> tuple[float, float, float]:
    return ratio.point, ratio.low, ratio.high


def _waterfall(ax: Axes, part: pd.DataFrame, chart: drawing.Chart) -> None:
    """Lengths that add on a logarithmic axis."""
    steps = part[part["kind"] == _STEPS]
    for step in chart.series(steps):
        row, colour, place = step.rows.iloc[0], step.style.colour, step.y[0]
        begins, ends = row["begins"], row["begins"] * row["ratio"]
        ax.hlines(place, begins, ends, color=colour, lw=9, alpha=0.45)
        ax.hlines(place, begins * row["low"], begins * row["high"], color=colour, lw=1.5)
        ax.plot(ends, place, step.style.marker, color=colour, ms=7)
        ax.plot([ends, ends], [place, len(steps) - 1], ":", color=drawing.GREY, lw=1)
        middle = math.sqrt(begins * ends)
        ax.text(middle, place - 0.28, _factor(row["ratio"]), fontsize=9, ha="center")
    if len(steps):
        drawing.line_at(1, "x")(ax, part, chart)


def _factor(ratio: float) -> str:
    return times(ratio) if ratio >= 1 else f"\u00f7 {times(1 / ratio).removesuffix(TIMES)}"


def _checks(ax: Axes, part: pd.DataFrame, chart: drawing.Chart) -> None:
    """Whole runs, beside the product."""
    checks = part[part["kind"] == _CHECKS]
    for check in chart.series(checks):
        row = check.rows.iloc[0]
        ax.hlines(check.y, row["low"], row["high"], color=drawing.GREY, lw=1.4)
        ax.plot(check.x, check.y, "D", color=drawing.GREY, ms=6)
    if len(checks):
        for mark in no_difference("x"):
            mark(ax, part, chart)


def _name(name: str) -> str:
    """A factor, or an implementation and an activation."""
    implementation, _, activation = name.partition(", ")
    return f"{named(implementation)},\n{in_text(activation)}" if activation else name


def _ends(steps: pd.DataFrame) -> tuple[float, float]:
    lowest, highest = (steps["begins"] * steps[name] for name in ("low", "high"))
    return min(0.7, lowest.min() / 1.5), highest.max() * 1.5


def _scale(kind: str) -> drawing.Numbers:
    return replace(drawing.FACTORS, limits=_ends) if kind == _STEPS else RATIOS


SPEED = drawing.FigureSpec(
    title="From textbook loops with sigmoid to the best implementation with ReLU",
    data=data,
    facets=drawing.Facets(
        panels=drawing.Panels("kind", title=lambda _: "", across=2.2),
        hue=drawing.Hue("name"),
        x=drawing.Axis("ratio", _scale, _LABELS.__getitem__),
        y=drawing.Axis("name", drawing.Names(words=_name)),
        sharex=False,
        sharey=False,
        height=0.5,
        marks=(_waterfall, _checks),
    ),
    reading=(
        "Left: how many times shorter training to the target gets, factor by factor on the shallow "
        "network. The axis is logarithmic, so that lengths add: the last bar is the first three "
        "end to end, and a bar to the left makes training longer. Thin lines are limits. Right: "
        "training runs timed from the first step to the target, over iterations times seconds per "
        "step; a mark in the grey band says that the product may be believed."
    ),
)

WORDS = Words(
    sentences,
    lesson=Lesson(1, "Why is deep learning taking off?", "praGm/why-is-deep-learning-taking-off"),
    rule=(
        "Textbook loops with sigmoid must take longer to the target than the fastest "
        "implementation with ReLU. That factor is a product of three: the implementation, the "
        "cost of a step, and the iterations. Each is asked by itself, and whole runs are "
        "timed as a check."
    ),
    topics={
        "product": "all factors together",
        "factors": "each factor",
        "whole_runs": "whole runs as predicted",
    },
    figure=SPEED,
)
