"""Seconds per training step of the convolutional network against m."""

from collections.abc import Collection
from dataclasses import replace
from functools import partial

import pandas as pd

from propbench.bench.numbers import TIMES
from propbench.bench.other_kinds import IMAGE_NETWORKS
from propbench.reports.drawing import FigureSpec, Panels
from propbench.reports.facts.cells import TIMED, headline_cells
from propbench.reports.figures import time
from propbench.reports.frame import Frames


def seconds_of(networks: Collection[str], frames: Frames) -> pd.DataFrame:
    """Seconds of these by network, implementation and m; one thread, float64."""
    cells = headline_cells(frames, network=None, activation=None, m=None)
    called = cells[cells["kind"].isin(TIMED) & cells["network"].isin(networks)]
    return called[["network", "implementation", "m", "kind", "median_s", "ci_lo_s", "ci_hi_s"]]


def _words(name: str) -> str:
    """Image and channels of the hidden layers of a network."""
    network = IMAGE_NETWORKS[name]
    image = f" {TIMES} ".join(map(str, network.image))
    return f"{image} pixels, {' and '.join(map(str, network.channels))} channels"


FIGURE = FigureSpec(
    place=("scaling", 5),
    title="Convolution on images: time of a training step against m",
    data=partial(seconds_of, IMAGE_NETWORKS),
    facets=replace(time.FIGURE.facets, panels=Panels("network", title=_words)),
    reading=(
        f"Digits as images: each hidden layer convolves with kernels of 3 {TIMES} 3, applies ReLU "
        f"and keeps the largest of each window of 2 {TIMES} 2; the last layer is softmax. "
        f"{time.FIGURE.reading}"
    ),
    absent="No convolutional network was timed in this run.",
)
