"""How many times as many iterations squared error needs, by the noise of the labels."""

import pandas as pd
from matplotlib.figure import Figure

from propbench.bench.claims.judging import Judgement
from propbench.reports.figures.claims import points
from propbench.reports.figures.claims.answer import LIMITS, Answer, comparisons, margins, part
from propbench.reports.figures.layout import Room, legend, panels
from propbench.reports.figures.style import Palette, palette

_QUESTIONS = {
    "ordinary": "through a sigmoid,\nordinary start",
    "saturated": "through a sigmoid,\nsaturated start",
    "linear": "without a sigmoid",
}
_COLUMNS = ["question", "noise", "task", "start", *LIMITS, "finding", "neither_arrived"]


def data(found: Judgement) -> pd.DataFrame:
    """A row a comparison of iterations, of any of the three questions about them."""
    tables = [
        comparisons(part(found, name)).assign(question=words.replace("\n", " "))
        for name, words in _QUESTIONS.items()
    ]
    rows = pd.concat(tables)
    return rows[_COLUMNS].reset_index(drop=True) if len(rows) else pd.DataFrame(columns=_COLUMNS)


def figure(table: pd.DataFrame, _: Palette) -> Figure | None:
    """A panel a question, a mark a task."""
    if table.empty:
        return None
    questions, noises = list(dict.fromkeys(table["question"])), sorted(table["noise"].unique())
    marked = table.rename(columns={"task": "mark"})
    styles = palette(sorted(marked["mark"].unique()))
    drawn, axes = panels(1, len(questions), 2.6, Room(above=0.6))
    for ax, question in zip(axes, questions, strict=True):
        points.draw(ax, marked[marked["question"] == question], "noise", noises, styles)
        margins(ax, "y", table)
        ax.set_title(question.replace(", ", ",\n"), fontsize=10)
        ax.set_xlabel("share of labels that are wrong")
    axes[0].set_ylabel("iterations, squared error / cross-entropy", fontsize=9)
    legend(drawn, styles, 4)
    return drawn


SQUARED_ERROR = Answer(
    "How many times as many iterations squared error needs",
    data,
    figure,
    "Above the heavy line cross-entropy needs fewer iterations, below it squared error does; each "
    "has its own best learning rate. Inside the grey band the difference is too small to matter. A "
    "saturated start is sure of the wrong answers. A filled mark is decided, a hollow one is not. "
    "Marks of one task at one noise are different starts or goals: the table names them.",
)
