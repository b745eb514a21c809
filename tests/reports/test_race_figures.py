"""How arms got to their target: figures draw and sentences say what the runs did."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from propbench.bench.claims.referee.judging import ClaimVerdict
from propbench.bench.training.arms import RELU, SIGMOID, Arm
from propbench.bench.training.races import Entrant, Finish
from propbench.bench.training.rulesets import R1
from propbench.bench.training.runs import Candidate, Outcome
from propbench.reports.claims import words_of
from propbench.reports.claims.rates import RATES
from propbench.reports.claims.survival import SURVIVAL
from propbench.reports.drawing.spec import FigureSpec
from tests.bench.claims.finished import BUDGET, Times, finish
from tests.reports.synthetic_claims import judgement

EARLY: Times = [100] * 15 + [None] * 5
LATE: Times = [200] * 19 + [500]
GRID = (0.1, 1.0, 10.0, 100.0)


def claim(sigmoid: Times = LATE, relu: Times = EARLY) -> ClaimVerdict:
    found = finish({SIGMOID: sigmoid, RELU: relu})
    return judgement(finishes=(Finish(replace(found.race, ruleset=R1), found.entrants, ()),))


def tuned(means: Mapping[Arm, Sequence[int | None]]) -> ClaimVerdict:
    """Arms whose tuning runs took these iterations at the rates of GRID, the best one reported."""
    base = claim().finishes[0]
    entrants = {arm.name: _entrant(base.entrants[arm.name], row) for arm, row in means.items()}
    return judgement(finishes=(replace(base, entrants=entrants),))


def _entrant(one: Entrant, row: Sequence[int | None]) -> Entrant:
    n_targets = len(next(iter(one.tuned.values()))[0].arrivals)
    starts = [Candidate(rate, one.arm.initialisation) for rate in GRID]
    outcomes = [(Outcome((time,) * n_targets, diverged=False, last_loss=0.1),) * 5 for time in row]
    best = min(range(len(row)), key=lambda place: row[place] or BUDGET)
    return replace(
        one,
        tuned=dict(zip(starts, outcomes, strict=True)),
        chosen=starts[best],
    )


@pytest.mark.parametrize("figure", [SURVIVAL, RATES])
def test_a_race_is_drawn_in_a_panel_and_a_claim_without_one_not_at_all(
    figure: FigureSpec[ClaimVerdict],
) -> None:
    drawn = figure.draw(figure.data(claim()), {})
    assert drawn is not None
    assert len(drawn.axes) == 1
    empty = figure.data(judgement())
    assert empty.empty
    assert figure.draw(empty, {}) is None


def test_a_figure_without_races_is_left_out() -> None:
    for figure in words_of("C1").further.values():
        assert figure.data(judgement()).empty


def test_a_stair_rises_where_runs_arrive_and_stops_short_where_some_do_not() -> None:
    table = SURVIVAL.data(claim())
    relu = table[table["arm"] == "relu"]
    assert relu["iterations"].tolist() == [1, 100, BUDGET]
    assert relu["share"].tolist() == pytest.approx([0, 0.75, 0.75])


def test_the_end_of_a_stair_that_stops_short_is_hollow() -> None:
    figure = SURVIVAL.draw(SURVIVAL.data(claim()), {})
    assert figure is not None
    ends = [line for line in figure.axes[0].lines if line.get_marker() not in ("None", "")]
    assert sorted(line.get_markerfacecolor() == "none" for line in ends) == [False, True]


def test_the_table_of_a_stair_has_its_end_and_its_middle() -> None:
    table = SURVIVAL.tabulate(SURVIVAL.data(claim()))
    assert table["arrived"].tolist() == ["20", "15"]
    assert table["half_had_arrived_at"].tolist() == [200, 100]


def test_who_does_not_arrive_is_said() -> None:
    words = SURVIVAL.sentence(SURVIVAL.data(claim()))
    assert words == (
        "Not all arrive: ReLU on xor with 1 hidden layer (15 of 20 within 3\u202f000 iterations)."
    )
    everybody = SURVIVAL.sentence(SURVIVAL.data(claim(relu=LATE)))
    assert everybody == "All networks arrive within their budget."


def test_the_ring_is_on_the_rate_that_was_chosen_and_an_edge_is_called_one() -> None:
    means = {SIGMOID: (None, 400, 200, 300), RELU: (50, 60, 200, None)}
    table = RATES.data(tuned(means))
    chosen = table[table["chosen"]]
    assert chosen["learning_rate"].tolist() == [10.0, 0.1]
    assert chosen["mean_iterations"].tolist() == [200, 50]
    assert RATES.tabulate(table)["learning_rate"].tolist() == [10.0, 0.1]
    words = RATES.sentence(table)
    assert "a factor of 100 with sigmoid and 10 with ReLU" in words
    assert "Of 2 chosen rates 1 lies at an edge" in words


def test_a_best_rate_near_the_budget_has_no_valley() -> None:
    means = {SIGMOID: (None, 2_700, None, None), RELU: (None, 60, 70, None)}
    words = RATES.sentence(RATES.data(tuned(means)))
    assert "with sigmoid" not in words
    assert "a factor of 10 with ReLU" in words
