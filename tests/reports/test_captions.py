"""A caption names a mark where the figure has it, and nowhere else."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from propbench.bench.cases import CEILING
from propbench.reports.drawing import Where
from propbench.reports.drawing.style import GREY, of_run
from propbench.reports.figures import all_figures
from propbench.reports.figures.time import PROPORTIONAL
from propbench.reports.frame import Frames

FIGURES = {figure.id: figure for figure in all_figures()}
Table = pd.DataFrame


def _lines(axes: Iterable[Axes]) -> list[Line2D]:
    return [line for ax in axes for line in ax.lines]


def _is_open(line: Line2D) -> bool:
    return line.get_markerfacecolor() == "none" and line.get_marker() not in ("", "None")


MARKS: dict[str, Callable[[list[Axes]], bool]] = {
    "ring": lambda axes: any(_is_open(one) and one.get_markersize() > 10 for one in _lines(axes)),
    "hollow arrow": lambda axes: any(
        _is_open(one) and one.get_marker() == ">" for one in _lines(axes)
    ),
    "hollow marks": lambda axes: any(
        _is_open(one) and one.get_markersize() < 10 for one in _lines(axes)
    ),
    "dotted lines are": lambda axes: any(
        one.get_linestyle() == ":" and one.get_color() != GREY for one in _lines(axes)
    ),
    "dashed grey": lambda axes: any(
        text.get_text() == PROPORTIONAL for ax in axes for text in ax.texts
    ),
    "dashed ones": lambda axes: any(one.is_dashed() for one in _lines(axes)),
    "heavy grey line": lambda axes: any(
        one.get_color() == GREY and one.get_linewidth() > 2 for one in _lines(axes)
    ),
    "a tie differs": lambda axes: any(text.get_text() == "tie" for ax in axes for text in ax.texts),
    "part restarts": lambda axes: any(
        one.get_linestyle() == ":" and one.get_color() == GREY for one in _lines(axes)
    ),
}
"""Words of captions, and whether the panels have what they name."""
PARTS: dict[str, Callable[[Table], pd.Series]] = {
    "kind": lambda table: table["kind"] == "measured",
    "crosses": lambda table: ~table["crosses"].astype(bool),
    "reached": lambda table: table["reached"].astype(bool),
    "faster": lambda table: table["faster"] != "tie",
    "cache": lambda table: table["cache"] == "empty",
    "implementation": lambda table: table["implementation"] != CEILING,
    "process": lambda table: table["process"] == table["process"].min(),
    "m": lambda table: table["m"] == table["m"].max(),
}
"""By the column that tells them, rows that do without one of those marks."""


@pytest.mark.parametrize("name", FIGURES)
def test_a_caption_names_a_mark_if_and_only_if_it_is_drawn(name: str, frames: Frames) -> None:
    figure = FIGURES[name]
    whole = figure.data(frames)
    tables = [whole[keep(whole)] for column, keep in PARTS.items() if column in whole.columns]
    for table in (own for own in (whole, *tables) if len(own)):
        drawn = figure.draw(table, of_run(frames.implementations, figure.hues(table)))
        assert drawn is not None
        caption = figure.caption(table).lower()
        for words, is_drawn in MARKS.items():
            if words in _everything(figure.reading).lower():
                assert (words in caption) == is_drawn(list(drawn.axes)), (words, caption)


def test_every_mark_of_the_list_is_said_of_some_figure() -> None:
    said = " ".join(_everything(figure.reading) for figure in FIGURES.values()).lower()
    assert [words for words in MARKS if words not in said] == []


def test_what_is_read_aloud_names_no_more_than_the_caption(frames: Frames) -> None:
    figure = FIGURES["speedup"]
    table = figure.data(frames).assign(crosses=False)
    assert "ring" in figure.caption(table.assign(crosses=True))
    assert "ring" not in figure.alt(table, 3)


def test_plain_words_are_a_caption_as_they_are() -> None:
    figure = replace(FIGURES["speedup"], reading="A dot is a cell.")
    assert figure.caption(pd.DataFrame()) == "A dot is a cell."


def _everything(reading: str | tuple[str | Where, ...]) -> str:
    parts = (reading,) if isinstance(reading, str) else reading
    return " ".join(part.words if isinstance(part, Where) else part for part in parts)
