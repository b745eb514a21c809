"""What is drawn: values from the table, blanks for what is missing, one style a name."""

import itertools
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.lines import AxLine

from propbench.bench.numbers import short_count
from propbench.reports.drawing.style import palette
from propbench.reports.figures import all_figures
from propbench.reports.figures.time import PROPORTIONAL
from propbench.reports.frame import Frames
from tests.reports.conftest import FAILED
from tests.reports.synthetic import Plan, read, write

FIGURES = {figure.id: figure for figure in all_figures()}
SPLIT = {"time": "phase", "speedup": "phase", "ceiling": "network"}
VALUES = {
    "time": ("forward", "train_step"),
    "speedup": ("forward", "train_step"),
    "ceiling": ("shallow", "deep"),
}
"""The panels of figures whose panels share the axis of m."""


def drawn(frames: Frames, name: str) -> list[Axes]:
    table = FIGURES[name].data(frames)
    figure = FIGURES[name].draw(table, palette(frames.run.implementations))
    assert figure is not None
    return list(figure.axes)


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_draws_and_leaves_pyplot_alone(frames: Frames, name: str) -> None:
    assert drawn(frames, name)
    assert plt.get_fignums() == []


def test_drawn_points_are_the_medians(frames: Frames) -> None:
    table = FIGURES["time"].data(frames)
    known = set(np.round(np.log(table["median_s"]), 9))
    for ax in drawn(frames, "time"):
        points = [line.get_ydata() for line in ax.lines if line.get_transform() == ax.transData]
        for y in itertools.chain.from_iterable(np.asarray(one, float) for one in points):
            assert np.isnan(y) or round(float(np.log(y)), 9) in known


def test_a_guide_shows_ten_times_the_time_on_ten_times_the_data(frames: Frames) -> None:
    (ax,) = drawn(frames, "training-step")
    guide = next(line for line in ax.lines if isinstance(line, AxLine))
    far, near = guide.get_xy1(), guide.get_xy2()
    assert far is not None
    assert near is not None
    (m, seconds), (less, fewer) = far, near
    table = FIGURES["training-step"].data(frames)
    assert m / less == pytest.approx(10)
    assert seconds / fewer == pytest.approx(10)
    assert m == table["m"].max()
    assert seconds < table.loc[table["m"] == m, "median_s"].min()
    assert PROPORTIONAL in [text.get_text() for text in ax.texts]


@pytest.mark.parametrize(("name", "marked"), [("time", True), ("pay-back", False)])
def test_a_legend_shows_lines_and_marks_as_they_are_drawn(
    frames: Frames, name: str, marked: bool
) -> None:
    styles = palette(frames.run.implementations)
    figure = FIGURES[name].draw(FIGURES[name].data(frames), styles, phone=True)
    assert figure is not None
    (legend,) = figure.legends
    for handle in legend.get_lines():
        assert handle.get_linewidth() > 0
        assert (handle.get_marker() not in ("", "None")) is marked


def test_a_missing_cell_is_blank_and_not_zero(frames: Frames) -> None:
    table = FIGURES["time"].data(frames)
    implementation, _, _, phase, m, *_ = FAILED.split("-")
    same = (table["implementation"] == implementation) & (table["phase"] == phase)
    assert int(m[1:]) not in set(table[same]["m"])
    lines = [line for ax in drawn(frames, "time") for line in ax.lines]
    data = [line for line in lines if line.get_clip_on() and not isinstance(line, AxLine)]
    assert all((np.asarray(line.get_ydata(), float) > 0).all() for line in data)


def test_estimates_are_hollow_and_dotted(frames: Frames) -> None:
    assert "estimated" in set(FIGURES["time"].data(frames)["kind"])
    lines = [line for ax in drawn(frames, "time") for line in ax.lines]
    assert any(line.get_markerfacecolor() == "none" for line in lines)
    assert any(line.get_linestyle() == ":" for line in lines)


def test_the_line_of_no_difference_is_drawn(frames: Frames) -> None:
    for ax in drawn(frames, "speedup"):
        assert any(list(np.asarray(line.get_ydata(), float)) == [1, 1] for line in ax.lines)


def test_a_crossover_is_marked_at_its_size(tmp_path: Path) -> None:
    def crossing(case: object) -> float:
        m, loops = case.m, case.implementation == "python_loops"  # type: ignore[attr-defined]
        return m * 1e-5 if loops else 1e-4 + m * 1e-8

    found = read(write(tmp_path / "run", Plan(seconds=crossing, noise=0.001, training=False)))
    table = FIGURES["speedup"].data(found)
    assert set(table[table["crosses"]]["m"]) == {100}


def test_a_figure_without_data_is_none_and_the_page_has_words_for_it(frames: Frames) -> None:
    for figure in FIGURES.values():
        assert figure.draw(figure.data(frames)[:0], palette(frames.run.implementations)) is None
        assert figure.absent


def test_a_single_size_draws_without_a_warning(frames: Frames) -> None:
    for name in ("time", "speedup", "ceiling"):
        table = FIGURES[name].data(frames)
        one = table[table["m"] == 1000]
        # What has one size in this run stands for several networks that have one.
        parts = [one.assign(**{SPLIT[name]: value}) for value in VALUES[name]]
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert FIGURES[name].draw(pd.concat(parts), palette(frames.run.implementations))


def test_a_panel_of_estimates_alone_draws_without_a_warning(frames: Frames) -> None:
    table = FIGURES["time"].data(frames)
    guessed = table[table["kind"] == "estimated"]
    assert len(guessed)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert FIGURES["time"].draw(guessed, palette(frames.run.implementations))


def test_a_narrow_axis_of_factors_has_ticks_and_the_line_of_no_difference(frames: Frames) -> None:
    (ax,) = drawn(frames, "threads")
    left, right = ax.get_xlim()
    assert left < 1 < right
    assert 1 in [round(float(tick), 9) for tick in ax.get_xticks()]


@pytest.mark.parametrize(
    ("m", "words"), [(1, "1"), (300, "300"), (1_000, "1k"), (30_000, "30k"), (1_000_000, "1M")]
)
def test_sizes_have_few_letters(m: int, words: str) -> None:
    assert short_count(m) == words
