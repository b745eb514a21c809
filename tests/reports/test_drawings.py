"""A drawing in few bytes is the same drawing."""

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from matplotlib.figure import Figure

from propbench.reports import svg
from propbench.reports.svg.paths import path, rounded

NAME = "{http://www.w3.org/2000/svg}"


def corners(d: str) -> list[tuple[float, float]]:
    """Where a path of straight lines goes, read as a browser reads it."""
    x = y = 0.0
    found = []
    for letter, numbers in re.findall(r"([MLlhv])([^MLlhvz]*)", d):
        values = [float(one) for one in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", numbers)]
        width = 1 if letter in "hv" else 2
        for at in range(0, len(values), width):
            if letter in "ML":
                x, y = values[at : at + 2]
            elif letter == "l":
                x, y = x + values[at], y + values[at + 1]
            else:
                x, y = (x + values[at], y) if letter == "h" else (x, y + values[at])
            found.append((x, y))
    return found


@pytest.mark.parametrize(
    ("said", "short"),
    [
        ("M 64.8 198 L 64.8 25.2", "M64.8 198v-172.8"),
        ("M 1 2 \nL 1.04 2 \nL 0.5 2 L 0.5 0.25 \nz", "M1 2h0-.5v-1.8z"),
        ("M 0 0 L 1 1 L 2 3 M 5 5 L 5.5 5.5", "M0 0l1 1 1 2M5 5l.5.5"),
    ],
)
def test_straight_lines_become_steps(said: str, short: str) -> None:
    assert path(said, 1).replace(" .", ".") == short


def test_steps_do_not_drift_over_many_corners() -> None:
    rng = np.random.default_rng(1)
    points = np.cumsum(rng.uniform(-0.3, 1, (500, 2)), axis=0)
    d = " ".join(f"{'L' if i else 'M'} {x:.6f} {y:.6f}" for i, (x, y) in enumerate(points))
    assert np.abs(np.array(corners(path(d, 1))) - points).max() <= 0.05 + 1e-9


def test_curves_and_definitions_keep_hundredths() -> None:
    assert path("M 0 3 \nC 0.795609 3 1.5 2.68 2 -0.001 \nz", 2) == "M0 3C.8 3 1.5 2.68 2 0z"


def test_numbers_in_words_are_rounded_where_they_stand() -> None:
    assert rounded("rotate(-90 21.912 115.2)", 1) == "rotate(-90 21.9 115.2)"


@pytest.fixture(scope="module")
def drawing() -> ET.Element:
    figure = Figure()
    ax = figure.subplots()
    ax.grid(visible=True)
    ax.plot([1, 2, 3], [1, 4, 9], "o", color="#0173b2", alpha=0.5)
    ax.vlines([1, 2, 3], [0, 3, 8], [2, 5, 10], color="#c05f00", linewidth=3, alpha=0.35)
    ax.vlines([1, 2, 3], [3, 5, 9], [4, 6, 11], color="#02865f")
    return ET.fromstring(svg.inline(figure, "fig", "title", "what it is"))  # noqa: S314, ours


def parents(root: ET.Element) -> dict[ET.Element, ET.Element]:
    return {child: parent for parent in root.iter() for child in parent}


def look(element: ET.Element, above: dict[ET.Element, ET.Element]) -> dict[str, str]:
    """How an element is drawn: what it says itself, and what groups around it say."""
    said = look(above[element], above) if element in above else {}
    return said | element.attrib


def test_every_mark_and_bar_is_still_there_with_its_looks(drawing: ET.Element) -> None:
    above = parents(drawing)
    looks = [look(one, above) for one in drawing.iter(f"{NAME}path")]
    for colour, width, opacity in (("#c05f00", "3", "0.35"), ("#02865f", "1.5", None)):
        bars = [one for one in looks if one.get("stroke") == colour]
        assert len(bars) == 3
        assert {one["stroke-width"] for one in bars} == {width}
        assert {one.get("stroke-opacity") for one in bars} == {opacity}
        assert all(one["fill"] == "none" and "clip-path" in one for one in bars)
    marks = [look(one, above) for one in drawing.iter(f"{NAME}use")]
    assert sum(one.get("fill") == "#0173b2" and one["fill-opacity"] == "0.5" for one in marks) == 3


def test_no_two_neighbours_repeat_how_they_look(drawing: ET.Element) -> None:
    place = {"id", "d", "x", "y", "href"}
    for parent in (one for one in drawing.iter() if one.tag != f"{NAME}defs"):
        looks = [one.attrib.items() - {(n, one.get(n)) for n in place} for one in parent]
        assert all(one != other or not one for one, other in pairwise(looks))


def test_what_is_defined_is_in_no_group(drawing: ET.Element) -> None:
    above = parents(drawing)
    defined = [one for one in drawing.iter() if one.get("id", "").startswith("fig-")]
    links = {use.get("href", "")[1:] for use in drawing.iter(f"{NAME}use")}
    marks = [one for one in defined if one.get("id") in links]
    assert marks
    assert {above[one].tag for one in marks} == {f"{NAME}defs"}
