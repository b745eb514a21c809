"""C4 on the page: what depth adds to a linear network, and what it costs."""

from collections.abc import Iterator
from statistics import fmean

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from propbench.bench.numbers import scientific, significant
from propbench.reports import drawing
from propbench.reports.claims import questions
from propbench.reports.claims.words import Words


def opening(claim: questions.ClaimVerdict) -> Iterator[str]:
    """The function, the accuracy, and the training."""
    errors = questions.rows(questions.question(claim, "function"), "collapse_error")
    if errors:
        deepest = max(int(row["layers"]) for row in errors)
        yield (
            f"A linear network of up to {deepest} layers computes what one linear layer does: "
            "outputs differ by at most "
            f"{scientific(max(float(row['value']) for row in errors))} of the largest."
        )
    gap = _largest_gap(questions.question(claim, "accuracy"))
    if gap is not None:
        yield (
            "On unseen examples a deep linear network is as accurate as a single layer, to within "
            f"{significant(gap, 2)} percentage points in the mean; "
            f"{questions.settled(questions.question(claim, 'accuracy'))}."
        )
    training = questions.question(claim, "training")
    if questions.ratios(training):
        yield (
            "In training a deep network takes "
            f"{questions.span(training, '{task}, {layers} layers')} as many iterations as one "
            f"layer, each at its best learning rate; {questions.decided(training)}."
        )


def _largest_gap(asked: questions.Question) -> float | None:
    """Of mean accuracies of any depth, from that of one layer on the same task, in points."""
    accuracies: dict[tuple[str, int], list[float]] = {}
    for row in questions.rows(asked, "accuracy"):
        place = str(row["task"]), int(row["layers"])
        accuracies.setdefault(place, []).append(float(row["value"]))
    gaps = [
        100 * abs(fmean(values) - fmean(accuracies[task, 1]))
        for (task, layers), values in accuracies.items()
        if layers > 1 and (task, 1) in accuracies
    ]
    return max(gaps, default=None)


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
        panels=drawing.Panels("task"),
        hue=drawing.Hue("task"),
        x=drawing.Axis("layers", drawing.Names(drawing.ascending), "layers, all linear"),
        y=drawing.Axis("accuracy", drawing.LINEAR_SHARES, "right on unseen examples, %"),
        height=2.0,
        marks=(drawing.points(size=5, marker=".", alpha=0.35, strip=0.2), _means),
    ),
    reading=(
        "One layer is logistic regression. A small dot is one seed, the line joins the means. If "
        "depth adds nothing, the line is level; on xor, training a straight line ends near "
        "guessing."
    ),
    tabulate=tabulate,
)

WORDS = Words(opening=opening, answer=LINEAR)
