"""C4 on the page: what depth adds to a linear network, and what it costs."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from propbench.reports import drawing
from propbench.reports.claims import questions
from propbench.reports.claims.lesson import Lesson
from propbench.reports.claims.saying import in_words, told_of
from propbench.reports.claims.words import Words
from propbench.reports.sentences.contests import Contest, task_name
from propbench.reports.sentences.short import Forms

_DEEP = Contest("a deep linear network", "one linear layer")


def sentences(claim: questions.ClaimVerdict) -> Iterator[Forms]:
    """The function, the accuracy, and the training."""
    ask = questions.question
    yield in_words(
        ask(claim, "function"),
        {"true": "a linear network of any depth computes what one linear layer does"},
    )
    yield told_of(claim, "training", _DEEP)
    yield in_words(
        ask(claim, "accuracy"), {"true": "a deep one makes as many errors on unseen examples"}
    )
    yield in_words(
        ask(claim, "precision"),
        {"true when": "rounding makes it differ where weights are near the smallest numbers"},
    )


def data(claim: questions.ClaimVerdict) -> pd.DataFrame:
    """Accuracy on unseen examples of every seed; one layer is logistic regression."""
    columns = ["task", "layers", "seed", "accuracy"]
    return questions.series(
        questions.question(claim, "accuracy"), "accuracy", columns, whole=("layers", "seed")
    )


def tabulate(table: pd.DataFrame) -> pd.DataFrame:
    """Mean, smallest and largest over the seeds."""
    groups = table.groupby(["task", "layers"], sort=False)["accuracy"]
    return groups.agg(["mean", "min", "max"]).reset_index()


def _means(ax: Axes, part: pd.DataFrame, chart: drawing.Chart) -> None:
    """A line through the means over the seeds."""
    for seeds in chart.series(part):
        places = np.unique(seeds.x)
        means = [seeds.y[seeds.x == place].mean() for place in places]
        ax.plot(places, means, color=seeds.style.colour, marker=seeds.style.marker)


LINEAR = drawing.FigureSpec(
    title="Accuracy of networks of linear units, by depth",
    data=data,
    facets=drawing.Facets(
        panels=drawing.Panels("task", title=task_name),
        hue=drawing.Hue("task"),
        x=drawing.Axis("layers", drawing.Names(drawing.ascending), "layers, all linear"),
        y=drawing.Axis("accuracy", drawing.LINEAR_SHARES, "right on unseen examples, %"),
        height=2.0,
        marks=(drawing.points(size=5, marker=".", alpha=0.35, strip=0.2), _means),
    ),
    reading=(
        "One layer is logistic regression. A small dot is one seed, the line joins the means. If "
        "depth adds nothing, the line is level."
    ),
    tabulate=tabulate,
)

WORDS = Words(
    sentences,
    lesson=Lesson(
        3,
        "Why do you need non-linear activation functions?",
        "OASKH/why-do-you-need-non-linear-activation-functions",
    ),
    rule=(
        "Each question is answered by itself. Outputs must be those of one linear layer, to "
        "rounding. Two, three and eight layers must make as many errors as one, and need as "
        "many iterations: within 0.8 to 1.25 times. The network must stay linear in rounded "
        "numbers."
    ),
    topics={
        "function": "what is computed",
        "accuracy": "accuracy",
        "training": "its training",
        "precision": "in rounded numbers",
    },
    figure=LINEAR,
)
