"""A reader who divides two times on the first screen meets the factor that stands above them."""

import math
import re

import pytest

from propbench.bench.numbers import NARROW
from propbench.reports.facts.packages import packages
from propbench.reports.frame import Frames
from propbench.reports.pages.first_screen import first_screen
from propbench.reports.sentences.headline import on_a_human_scale
from tests.reports.synthetic import read, write
from tests.reports.synthetic_plans import PLANS

UNITS = {"ns": 1e-9, "µs": 1e-6, "ms": 1e-3, "s": 1.0, "min": 60.0, "h": 3600.0}
TOLD = re.compile(r"(\w+)(?: trains)? about ([\d.\u202f]+) times (faster|slower)")


@pytest.fixture(params=PLANS)
def frames(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Frames:
    name = str(request.param)
    return read(write(tmp_path_factory.mktemp(name) / "2026-11-23", PLANS[name]))


def seconds(words: str) -> float:
    number, unit = words.partition(",")[0].split(NARROW)
    return float(number) * UNITS[unit]


def agree(shown: float, recomputed: float) -> bool:
    """Within the two digits of the one, and the three of both times of the other."""
    digit = 10 ** (math.floor(math.log10(shown)) - 1)
    return abs(shown - recomputed) <= 0.5 * digit + 0.01 * recomputed


def test_the_headline_is_the_quotient_of_the_times_below_it(frames: Frames) -> None:
    screen = first_screen(frames)
    times = {package: entries[0].words for package, entries in screen.rows}
    for package, factor, word in TOLD.findall(screen.answer):
        loops, own = seconds(times["Python"]), seconds(times[package])
        recomputed = loops / own if word == "faster" else own / loops
        assert agree(float(factor.replace(NARROW, "")), recomputed), (package, recomputed)


def test_the_human_scale_is_that_quotient_in_seconds(frames: Frames) -> None:
    told = on_a_human_scale(packages(frames), "NumPy", 1000)
    if told:
        found = re.search(r"would take (.+) for", told)
        times = {package: entries[0].words for package, entries in first_screen(frames).rows}
        assert found
        assert agree(seconds(found[1]), seconds(times["Python"]) / seconds(times["NumPy"]))
