"""Words of a figure have room: none is cut off, and none lies on another."""

import itertools
import math

import pandas as pd
import pytest
from matplotlib.figure import Figure

from propbench.reports.drawing import FACTORS, PLAIN, Axis, Facets, lines
from propbench.reports.drawing.render import render

ENDS = {"first": 3, "second": 4, "third": 5, "fourth": 5}
"""How many points a line has; those of the third and the fourth end close together."""


def figure(facets: Facets, table: pd.DataFrame, *, phone: bool = False) -> Figure:
    made = render(facets, table, {}, phone)
    assert made is not None
    return made


def rising(names: dict[str, int]) -> pd.DataFrame:
    rows = [
        (name, 10.0**at, 10.0**at * (1 + place / 9))
        for place, (name, n) in enumerate(names.items())
        for at in range(n)
    ]
    return pd.DataFrame(rows, columns=["implementation", "m", "ratio"])


@pytest.mark.parametrize("phone", [False, True])
def test_what_an_axis_is_called_lies_within_the_figure(phone: bool) -> None:
    facets = Facets(
        x=Axis("m", PLAIN, "as many letters as a phone has room for, hardly"),
        y=Axis("ratio", FACTORS, "beside the widest numbers"),
        marks=(lines(),),
    )
    made = figure(facets, rising(ENDS), phone=phone)
    texts = [
        text for text in made.axes[0].texts if text.get_text() in (facets.x.label, facets.y.label)
    ]
    assert len(texts) == 2
    for box in (text.get_window_extent() for text in texts):
        assert box.x0 >= 0
        assert box.x1 <= made.bbox.width


def test_names_at_the_ends_of_lines_lie_on_no_other() -> None:
    facets = Facets(
        x=Axis("m", PLAIN), y=Axis("ratio", FACTORS), marks=(lines(),), names="at the ends"
    )
    made = figure(facets, rising(ENDS))
    boxes = [
        text.get_window_extent() for text in made.axes[0].texts if text.get_text().strip() in ENDS
    ]
    assert len(boxes) == len(ENDS)
    assert not any(one.overlaps(other) for one, other in itertools.combinations(boxes, 2))


def test_ticks_that_would_touch_are_left_out_but_not_one() -> None:
    table = pd.DataFrame({"implementation": "one", "m": [0.75, 1.55], "ratio": [1.0, 2.0]})
    facets = Facets(x=Axis("m", FACTORS), y=Axis("ratio", FACTORS), marks=(lines(),))
    (ax,) = figure(facets, table, phone=True).axes
    low, high = ax.get_xlim()
    seen = [float(tick) for tick in ax.get_xticks() if low <= tick <= high]
    assert 1 in seen
    near = min(math.log(after / before) for before, after in itertools.pairwise(seen))
    wide = ax.get_window_extent().width / ax.figure.dpi
    assert near * wide / math.log(high / low) > 0.5
