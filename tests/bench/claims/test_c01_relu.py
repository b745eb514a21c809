"""C1: the effect is that of its races, the cause that of arms which restore or remove gradients."""

from collections.abc import Mapping

import pytest

from propbench.bench.claims.c01_relu import CLAIM
from propbench.bench.claims.c01_relu.gradient_rescues import RESCUES, VANISHING
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.shared.wording import tally
from propbench.bench.training.arms import RELU, SIGMOID, Arm
from propbench.bench.training.races import Race
from propbench.bench.training.rulesets import RULESETS
from tests.bench.claims.finished import Times, finish, in_place_of

AROUND = (45, 47, 50, 53, 55) * 4
NOISY = (5, 20, 50, 120, 200) * 4
NOBODY = (None,) * 20

CAUSAL = [race for race in CLAIM.races("full") if VANISHING in race.arms]


def times(factor: float) -> list[int | None]:
    return [round(factor * one) for one in AROUND]


def _part(name: str, finishes: Mapping[Race, Times]) -> Question:
    """Sigmoid takes eight times as long as ReLU, cut gradients ten; rescues take what is given."""
    known = {}
    for race, rescued in finishes.items():
        arms = {SIGMOID: times(8), RELU: AROUND, VANISHING: times(10)}
        arms |= {arm: rescued for arm in RESCUES if arm in race.arms}
        known[race] = in_place_of(race, finish(arms, race.task, race.hidden))
    return next(part for part in CLAIM.judge(Evidence(known)) if part.id == name)


@pytest.mark.parametrize(
    ("rescued", "verdict", "share"),
    [
        (times(1), "supported", "100"),
        (times(8), "not supported", "0"),
        (times(8**0.5), "inconclusive", "50"),
        (NOISY, "inconclusive", None),
    ],
)
def test_the_cause_is_right_when_restored_gradients_close_the_gap(
    rescued: Times, verdict: str, share: str | None
) -> None:
    part = _part("cause", dict.fromkeys(CAUSAL, rescued))
    assert len(part.cells) == len(CAUSAL) * (1 + len(RESCUES))
    assert part.verdict == verdict
    assert share is None or f"slope_one {share}" in part.answer
    assert f"cause, {tally(part.cells)}" in part.answer


def test_without_a_gap_there_is_nothing_to_rescue() -> None:
    known = {
        race: in_place_of(race, finish(dict.fromkeys(race.arms, AROUND), race.task, race.hidden))
        for race in CAUSAL
    }
    part = next(part for part in CLAIM.judge(Evidence(known)) if part.id == "cause")
    assert {cell.factors["test"] for cell in part.cells} == {VANISHING.name}
    assert "no gap to close" in part.answer


def test_the_effect_is_sigmoid_over_relu() -> None:
    plain = [race for race in CLAIM.races("full") if VANISHING not in race.arms][:5]
    part = _part("effect", dict.fromkeys(plain, times(1)))
    assert part.verdict == "supported"
    assert all(cell.ratio and cell.ratio.point == pytest.approx(8, rel=0.02) for cell in part.cells)


def test_supported_can_be_reached_though_nobody_arrives_at_the_courses_lowest_rates() -> None:
    plain = [race for race in CLAIM.races("full") if VANISHING not in race.arms]
    small = {"R0 at 0.01", "R0 at 0.1"}
    known = {}
    for race in plain:
        never = race.ruleset.name in small
        arms: dict[Arm, Times] = {SIGMOID: NOBODY, RELU: NOBODY}
        made = finish(arms if never else {SIGMOID: times(8), RELU: AROUND}, race.task, race.hidden)
        known[race] = in_place_of(race, made)
    (part,) = (one for one in CLAIM.judge(Evidence(known)) if one.id == "effect")
    assert part.verdict == "supported"
    assert sum(cell.no_arrivals for cell in part.cells) == 2 * len(plain) / 5


@pytest.mark.parametrize("task", ["digits", "digits_even"])
def test_every_ruleset_is_asked_of_every_network_of_digits(task: str) -> None:
    asked: dict[tuple[int, ...], list[str]] = {}
    for race in CLAIM.races("full"):
        if race.task == task:
            asked.setdefault(race.hidden, []).append(race.ruleset.name)
    assert len(asked) == 2
    assert all(names == [one.name for one in RULESETS] for names in asked.values())


def test_the_sigmoids_gradient_vanishes_layer_by_layer_and_relus_does_not() -> None:
    found = {
        (one.factors["arm"], one.factors["depth"], one.factors["layer"]): one.value
        for one in CLAIM.measure("full")
    }
    first, last = {}, {}
    for arm in (SIGMOID.name, RELU.name):
        first[arm], last[arm] = found[arm, 8, 1], found[arm, 8, 9]
    # Each hidden layer divides the sigmoid's gradient by four or more.
    assert first[SIGMOID.name] / last[SIGMOID.name] < 4**-7
    assert first[RELU.name] / last[RELU.name] > 0.1
