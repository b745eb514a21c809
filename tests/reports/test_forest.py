"""The figure of estimates: a line each, under the question that it answers."""

import itertools
from dataclasses import replace

import pytest
from matplotlib.axes import Axes
from matplotlib.text import Text

from propbench.reports.claims.forest import FOREST, POOLED, TASK
from tests.reports.synthetic_claims import asked, estimate, judgement
from tests.reports.test_claim_figures import drawn, points


def test_a_forest_has_every_estimate_on_a_line_with_its_tasks() -> None:
    two = [estimate("above", (2.0, 8.0), "deep"), estimate("same", (1.0,), "shallow")]
    parts = asked("one", estimates=two), asked("two", estimates=[estimate("below", (0.5,))])
    table = FOREST.data(judgement(*parts))
    pooled = table[table["of"] == POOLED]
    assert pooled["ratio"].tolist() == pytest.approx([4.0, 1.0, 0.5])
    assert table[table["of"] == TASK]["task"].tolist() == ["xor", "moons", "xor", "xor"]
    one, other = drawn(FOREST, *parts)
    assert {y for _, y in points(one)} == {0.0, 1.0}
    assert {y for _, y in points(other)} == {0.0}
    assert [ax.get_title(loc="left") for ax in (one, other)] == ["Is one so?", "Is two so?"]
    assert names(one) == ["deep", "shallow"]
    assert names(other) == ["all tasks"]


def names(ax: Axes) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]


@pytest.mark.parametrize("phone", [False, True])
def test_long_questions_of_a_forest_lie_over_nothing(phone: bool) -> None:
    found = [estimate("above", (2.0,), "one line"), estimate("same", (1.0,), "of the labels, two")]
    parts = [
        replace(asked("long", estimates=found), question=" ".join(["longer"] * n))
        for n in (3, 9, 20)
    ]
    figure = FOREST.draw(FOREST.data(judgement(*parts)), {}, phone=phone)
    assert figure is not None
    texts = [own for ax in figure.axes for own in ax.get_children() if isinstance(own, Text)]
    boxes = [text.get_window_extent() for text in texts if text.get_text()]
    assert not any(one.overlaps(other) for one, other in itertools.combinations(boxes, 2))
    assert all(box.x1 <= figure.bbox.x1 and box.y1 <= figure.bbox.y1 for box in boxes)


def test_a_ratio_is_in_view_although_its_limits_are_cut_off() -> None:
    far = asked("far", estimates=[estimate("open", (0.001, 5000.0)), estimate("above", (900.0,))])
    (ax,) = drawn(FOREST, far)
    low, high = ax.get_xlim()
    assert all(low < x < high for x, _ in points(ax))
