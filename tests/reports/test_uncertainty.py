"""Figures of time to a target, of rates and of pay-back show how sure they are."""

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from propbench.bench.cases import CEILING
from propbench.reports.drawing.style import GREY, of_run
from propbench.reports.facts.costs import sheets, start_limits
from propbench.reports.figures import all_figures
from propbench.reports.figures.loss import LIGHT
from propbench.reports.frame import Frames

FIGURES = {figure.id: figure for figure in all_figures()}
TRIPLES = {
    "decomposition": [
        ("iterations", "iterations_low", "iterations_high"),
        ("step_s", "step_low_s", "step_high_s"),
        ("target_s", "target_low_s", "target_high_s"),
    ],
    "pay-back": [("ratio", "low", "high")],
    "gflops": [("gflops", "gflops_low", "gflops_high")],
}


def drawn(frames: Frames, name: str) -> list[Axes]:
    figure = FIGURES[name]
    table = figure.data(frames)
    found = figure.draw(table, of_run(frames.implementations, figure.hues(table)))
    assert found is not None
    return list(found.axes)


@pytest.mark.parametrize("name", TRIPLES)
def test_limits_hold_what_they_are_limits_of(frames: Frames, name: str) -> None:
    table = FIGURES[name].data(frames)
    assert len(table)
    for point, low, high in TRIPLES[name]:
        assert (table[low] <= table[point]).all()
        assert (table[point] <= table[high]).all()
        assert (table[low] < table[high]).any()


def test_every_factor_of_the_time_to_a_target_has_its_bars(frames: Frames) -> None:
    for ax in drawn(frames, "decomposition"):
        assert any(isinstance(one, LineCollection) for one in ax.collections)


def test_the_product_is_less_sure_than_its_factors(frames: Frames) -> None:
    table = FIGURES["decomposition"].data(frames)
    widths = [np.log(table[high] / table[low]) for _, low, high in TRIPLES["decomposition"]]
    assert (widths[2] >= np.maximum(widths[0], widths[1]) - 1e-12).all()


def test_pay_back_has_a_band_for_either_state_of_the_cache(frames: Frames) -> None:
    (ax,) = drawn(frames, "pay-back")
    lines = FIGURES["pay-back"].data(frames).groupby(["implementation", "cache"]).ngroups
    assert len(ax.collections) == lines


def test_a_start_lies_between_the_shortest_and_the_longest(frames: Frames) -> None:
    for sheet in sheets(frames):
        found = start_limits(frames, sheet.implementation, "cold")
        assert found is not None
        assert found[1] <= found[0] <= found[2]
    assert start_limits(frames, "nobody", "cold") is None


def test_rates_lie_below_a_grey_line_that_is_the_limit(frames: Frames) -> None:
    (ax,) = drawn(frames, "gflops")
    limit = [line for line in ax.lines if line.get_color() == GREY and line.get_linewidth() > 2]
    assert len(limit) == 1
    table = FIGURES["gflops"].data(frames)
    rates = table[table["implementation"] == CEILING].sort_values("m")["gflops"]
    assert np.asarray(limit[0].get_ydata(), float) == pytest.approx(rates.to_numpy())


def test_loss_is_drawn_of_both_networks_with_single_runs_beside_the_median(frames: Frames) -> None:
    shallow, deep = drawn(frames, "loss")
    names = FIGURES["loss"].data(frames)["activation"].nunique()
    for ax in (shallow, deep):
        light = [line for line in ax.lines if line.get_alpha() and line.get_color() != GREY]
        assert len(light) == names * LIGHT
        assert sum(line.get_linewidth() == 2 for line in ax.lines) == names
