"""One colour and mark for one thing on the whole site, which everybody can tell apart."""

import re
from itertools import combinations
from pathlib import Path

import matplotlib.colors as colours
import numpy as np
import pytest

from propbench import reports
from propbench.impls.contract import ACTIVATIONS, Array
from propbench.reports.drawing.style import Palette, of_run, palette
from propbench.reports.frame import Frames
from propbench.reports.pages import Report
from propbench.reports.pages.rendering import Renderer

LEAST_CONTRAST = 3
LEAST_APART = 16
"""CIE76, of two colours of one kind, for any eye."""
LEAST_BETWEEN = 13
"""CIE76, of two colours of two kinds."""
IMPLEMENTATIONS = [f"implementation {i}" for i in range(8)]
OWN = [f"learner {i}" for i in range(7)]
KINDS = [IMPLEMENTATIONS, list(ACTIVATIONS), OWN]
STYLES = of_run(IMPLEMENTATIONS, OWN)
CSS = (Path(reports.__file__).parent / "pages" / "template" / "style.css").read_text("utf-8")
GROUNDS = sorted(set(re.findall(r"--ground: (#\w+)", CSS)))
EYES = {
    "all cones": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "no red": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "no green": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "no blue": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
"""What is seen of linear red, green and blue: Machado, Oliveira and Fernandes 2009, severity 1."""
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = [0.95047, 1, 1.08883]


def linear(colour: str) -> Array:
    """Red, green and blue as amounts of light."""
    parts = np.array(colours.to_rgb(colour))
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """WCAG 2.2."""
    darker, lighter = sorted(float(linear(colour) @ TO_XYZ[1]) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def lab(colour: str, eye: str) -> Array:
    """CIELAB of what an eye sees."""
    xyz = TO_XYZ @ np.clip(np.array(EYES[eye]) @ linear(colour), 0, 1) / WHITE
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def apart(one: str, other: str, eye: str) -> float:
    """CIE76 between the colours of two names."""
    pair = (lab(STYLES[name].colour, eye) for name in (one, other))
    return float(np.linalg.norm(np.subtract(*pair)))


@pytest.fixture(scope="module")
def renderer(frames: Frames) -> Renderer:
    return Renderer(Report(frames))


def looks(styles: Palette) -> list[tuple[str, str]]:
    return [(style.colour, style.marker) for style in styles.values()]


def test_no_two_things_of_the_site_share_a_colour_and_a_mark(renderer: Renderer) -> None:
    assert {*renderer.report.frames.implementations, *ACTIVATIONS} < renderer.looks.keys()
    assert len(set(looks(renderer.looks))) == len(renderer.looks)


def test_no_two_kinds_of_things_share_a_colour() -> None:
    sets = [{STYLES[name].colour for name in kind} for kind in KINDS]
    assert len(set().union(*sets)) == sum(map(len, sets))


@pytest.mark.parametrize("n", [30, 77])
def test_many_names_repeat_a_colour_and_no_colour_with_its_mark(n: int) -> None:
    assert len(set(looks(palette(f"implementation {i}" for i in range(n))))) == n
    own = of_run([], [f"name {i}" for i in range(n)])
    assert len(set(looks(own))) == len(own)


def test_colours_of_a_kind_differ_for_every_eye() -> None:
    for kind in KINDS:
        for pair in combinations(kind, 2):
            assert min(apart(*pair, eye) for eye in EYES) >= LEAST_APART, pair


def test_colours_of_two_kinds_differ() -> None:
    for one, other in combinations(KINDS, 2):
        assert min(apart(a, b, "all cones") for a in one for b in other) >= LEAST_BETWEEN


def test_every_colour_keeps_its_contrast_on_the_grounds_of_the_pages() -> None:
    assert len(GROUNDS) == 2
    for style in STYLES.values():
        assert min(contrast(style.colour, ground) for ground in GROUNDS) >= LEAST_CONTRAST
