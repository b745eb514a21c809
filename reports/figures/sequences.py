"""Seconds per training step of the recurrent networks against m."""

from dataclasses import replace
from functools import partial

from propbench.bench.numbers import TIMES
from propbench.bench.other_kinds import SEQUENCE_NETWORKS
from propbench.reports.drawing import FigureSpec, Panels
from propbench.reports.figures import time
from propbench.reports.figures.images import seconds_of

_CELLS = {"tanh": "tanh recurrence", "lstm": "LSTM"}


def _words(name: str) -> str:
    """Cell, steps and units of a network."""
    network = SEQUENCE_NETWORKS[name]
    return (
        f"{_CELLS[network.cell]}, {network.steps} steps of {network.n_inputs} inputs, "
        f"{network.n_hidden} units"
    )


FIGURE = FigureSpec(
    place=("scaling", 6),
    title="Recurrence on sequences: time of a training step against m",
    data=partial(seconds_of, SEQUENCE_NETWORKS),
    facets=replace(time.FIGURE.facets, panels=Panels("network", title=_words)),
    reading=(
        f"Digits row by row, as sequences of 8 {TIMES} 8 numbers: every step multiplies its inputs "
        "and the state before it by the same weights, gradients go back through all steps, and "
        f"softmax is on the last state. {time.FIGURE.reading}"
    ),
    absent="No recurrent network was timed in this run.",
)
