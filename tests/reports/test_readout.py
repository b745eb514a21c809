"""What a pointer reads out of a drawing is what was drawn."""

import json
from itertools import chain
from typing import Any

import numpy as np
import pytest

from propbench.reports.drawing.readout import readout
from propbench.reports.drawing.style import of_run
from propbench.reports.figures import all_figures
from propbench.reports.frame import Frames

FIGURES = {figure.id: figure for figure in all_figures()}


def read(frames: Frames, name: str) -> tuple[dict[str, Any], Any]:
    """What the script is given, and the figure."""
    figure, styles = FIGURES[name], of_run(frames.implementations)
    table = figure.data(frames)
    drawn = figure.draw(table, styles)
    assert drawn is not None
    return json.loads(readout(drawn, figure.facets, figure.names(table, styles))), drawn


@pytest.mark.parametrize("name", ["time", "speedup", "training-step", "activation-cost"])
def test_a_mark_in_the_drawings_units_is_read_back_as_its_value(frames: Frames, name: str) -> None:
    given, drawn = read(frames, name)
    inches = drawn.get_size_inches()
    for ax, panel in zip(drawn.axes, given["panels"], strict=True):
        left, top, right, bottom = panel["box"]
        own = (line for line in ax.lines if line.get_transform() == ax.transData)
        for x, y in chain.from_iterable(line.get_xydata() for line in own):
            pixels = ax.transData.transform((x, y)) * 72 / drawn.dpi
            across = (pixels[0] - left) / (right - left)
            up = (bottom - (72 * inches[1] - pixels[1])) / (bottom - top)
            assert value(panel["x"], across) == pytest.approx(x, rel=0.01, abs=0.01)
            assert value(panel["y"], up) == pytest.approx(y, rel=0.01, abs=0.01)


def value(axis: dict[str, Any], share: float) -> float:
    """As the script works it out."""
    low, high = axis["ends"]
    return float(low * (high / low) ** share if axis.get("log") else low + share * (high - low))


def test_names_on_an_axis_are_read_by_place(frames: Frames) -> None:
    given, _ = read(frames, "activation-cost")
    for panel in given["panels"]:
        places = sorted(map(int, panel["y"]["ticks"]))
        assert places == list(range(len(places)))
        assert all(panel["y"]["ticks"].values())
        low, high = panel["y"]["ends"]
        assert low > high


def test_every_colour_names_one_implementation(frames: Frames) -> None:
    given, _ = read(frames, "time")
    assert sorted(given["names"].values()) == sorted(set(given["names"].values()))
    assert len(given["names"]) == FIGURES["time"].data(frames)["implementation"].nunique()


def test_a_colour_of_two_names_says_neither(frames: Frames) -> None:
    figure = FIGURES["time"]
    drawn = figure.draw(figure.data(frames), of_run(frames.implementations))
    assert drawn is not None
    pairs = [("#000000", "a"), ("#000000", "b"), ("#ffffff", "c"), ("#ffffff", "c")]
    names = json.loads(readout(drawn, figure.facets, pairs))["names"]
    assert names == {"rgb(255, 255, 255)": "c"}


def test_units_are_those_of_the_axis(frames: Frames) -> None:
    assert {panel["y"]["one"] for panel in read(frames, "time")[0]["panels"]} == {"1\u202fs"}
    assert {panel["y"]["one"] for panel in read(frames, "speedup")[0]["panels"]} == {"1\u00d7"}
    assert np.all([panel["x"]["one"] == "1" for panel in read(frames, "time")[0]["panels"]])
