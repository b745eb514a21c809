"""C2: the factorial splits what it should, the outputs share their yardsticks, the judge judges."""

from collections.abc import Iterator, Mapping

import numpy as np
import pytest

from propbench.bench import initialisation
from propbench.bench.claims.c02_tanh import CLAIM, factorial, outputs, reparametrised
from propbench.bench.claims.c02_tanh.registration import direct_races, factorial_races
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.words import Word
from propbench.bench.claims.runs.running import observed
from propbench.bench.claims.shared import tuned
from propbench.bench.results import Observation
from propbench.bench.training.arms import Arm
from propbench.bench.training.races import Finish, Race
from propbench.bench.training.tasks import TASKS
from propbench.bench.training.variants.hidden import activate
from propbench.impls.contract import Array, Network
from tests.bench.claims.finished import Times, finish, in_place_of

NEITHER, CENTRED, SLOPE, BOTH = factorial.ARMS


def around(centre: float) -> Times:
    return [round(centre * factor) for factor in (0.9, 0.95, 1, 1.05, 1.1)] * 4


def factorial_finish(neither: float, centred: float, slope: float, both: float) -> Finish:
    centres = zip(factorial.ARMS, (neither, centred, slope, both), strict=True)
    return finish({arm: around(centre) for arm, centre in centres})


def everywhere(races: tuple[Race, ...], ended: Finish) -> Evidence:
    """All of these races ended like this one."""
    return Evidence({race: in_place_of(race, ended) for race in races})


def asked(evidence: Evidence) -> Mapping[str, Question]:
    return {question.id: question for question in CLAIM.judge(evidence)}


def test_a_tanh_network_is_a_sigmoid_network_until_it_is_trained() -> None:
    """The exactness of the claim: at most 1e-12 apart, and then descent parts them."""
    for width in (1, 4, 64):
        assert reparametrised.gap("xor", width, seed=3, steps=0) <= 1e-12
    assert reparametrised.gap("xor", 16, seed=3, steps=10) > 1e-3


@pytest.mark.parametrize("z", [-30.0, -1.0, 0.0, 0.3, 30.0])
def test_the_arms_of_the_factorial_are_steps_from_sigmoid_to_tanh(z: float) -> None:
    sigmoid = 1 / (1 + np.exp(-z))
    expected = (sigmoid, sigmoid - 0.5, 2 / (1 + np.exp(-2 * z)), np.tanh(z))
    np.testing.assert_allclose([_hidden(arm, z) for arm in factorial.ARMS], expected, atol=1e-15)


def _hidden(arm: Arm, z: float) -> float:
    """The activation of one hidden unit, by the code that trains it."""
    network = Network((1, 1, 1), arm.activation)
    return float(activate(network, arm.variant, np.array([[[z]]]), 0.0).a[0, 0, 0])


def test_the_effects_multiply_to_the_whole_seed_by_seed() -> None:
    ended = factorial_finish(neither=800, centred=200, slope=400, both=50)
    logs = {effect: np.array(factorial.logs(ended, effect)) for effect in factorial.EFFECTS}
    np.testing.assert_allclose(
        logs["centring"] + logs["slope"] + logs["beyond"], logs["tanh"], atol=1e-12
    )
    assert np.exp(logs["centring"].mean()) == pytest.approx(4, rel=0.01)
    assert np.exp(logs["slope"].mean()) == pytest.approx(2, rel=0.01)


def test_each_effect_is_pooled_over_the_tasks_of_a_depth() -> None:
    tasks = ((800, 200, 400, 50), (800, 50, 400, 50))
    effects = list(factorial.rows([factorial_finish(*centres) for centres in tasks]))
    (centring,) = (row for row in effects if row["effect"] == "centring")
    assert centring["ratio"] == pytest.approx((4 * 16) ** 0.5, rel=0.02)
    assert len(effects) == len(factorial.EFFECTS)


@pytest.mark.parametrize(
    ("centred", "slope", "word"),
    [
        (100, 400, "true"),
        (400, 100, "true when"),
        (800, 100, "false"),
        (200, 200, "true when"),
    ],
)
def test_the_reason_is_right_when_centring_helps_and_does_more_than_the_slope(
    centred: float, slope: float, word: Word
) -> None:
    reason = asked(everywhere(factorial_races(), factorial_finish(800, centred, slope, 50)))[
        "reason"
    ]
    assert reason.word == word
    assert len(reason.estimates) <= 6


def test_the_claim_is_its_direction_with_its_reason_and_the_output_stands_beside_it() -> None:
    clear = everywhere(direct_races(), finish({NEITHER: around(600), BOTH: around(100)}))
    for centred, slope, word in (
        (100, 400, "true"),
        (800, 100, "true, but not for that reason"),
    ):
        reason = everywhere(factorial_races(), factorial_finish(800, centred, slope, 50))
        evidence = Evidence({**clear.finishes, **reason.finishes}, tuple(_output_runs(0.4)))
        questions = asked(evidence)
        assert questions["output"].word == "false"
        assert CLAIM.formula(questions) == word


def test_the_direction_is_asked_for_each_group_of_depths_and_not_by_a_vote_of_cells() -> None:
    clear = finish({NEITHER: around(600), BOTH: around(100)})
    reverse = finish({NEITHER: around(100), BOTH: around(600)})
    races = direct_races()
    mixed = {race: in_place_of(race, reverse if len(race.hidden) == 1 else clear) for race in races}
    direction = asked(Evidence(mixed))["direction"]
    assert len(direction.estimates) <= 6
    assert direction.word == "true when"
    assert all(name.startswith("one hidden layer") for name in direction.fails_at)


def test_an_output_is_judged_by_the_probability_that_it_states() -> None:
    runs = [(1.0, 0), (1.0, 1)]
    for output in outputs.LOG_ODDS:
        curves = outputs._curves("xor", (4,), output, 1, runs)
        for place, (_, seed) in enumerate(runs):
            p, y = _stated(output, seed)
            loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
            assert curves[0, 0, place] == pytest.approx(loss)
            assert curves[1, 0, place] == np.mean((p > 0.5) != y)


def _stated(output: str, seed: int) -> tuple[Array, Array]:
    task = TASKS["xor"]
    x, y = task.data(seed)
    network = Network(task.sizes((4,)), "tanh", task.output)
    start = initialisation.parameters(network, "glorot", seed)
    z = start.w[1] @ np.tanh(start.w[0] @ x)
    if output == outputs.SIGMOID_OUTPUT:
        return 1 / (1 + np.exp(-z)), y
    return (np.tanh(z) + 1) / 2, y


def test_every_output_learns() -> None:
    runs = [(1.0, 0), (1.0, 1)]
    for output in outputs.LOG_ODDS:
        assert outputs.iterations("xor", (16,), output, 300, runs)[1].max() < 300


@pytest.mark.parametrize(
    ("factor", "word"), [(2.0, "true"), (1.0, "about the same"), (0.4, "false")]
)
def test_a_sigmoid_output_is_better_when_its_rivals_take_longer(factor: float, word: Word) -> None:
    output = asked(Evidence({}, tuple(_output_runs(factor))))["output"]
    assert output.word == word
    assert len(output.estimates) == len(outputs.RIVALS) * len(outputs.YARDSTICKS)


def _output_runs(factor: float) -> Iterator[Observation]:
    for output in outputs.LOG_ODDS:
        slower = 1.0 if output == outputs.SIGMOID_OUTPUT else factor
        for yardstick in outputs.YARDSTICKS:
            where = {"task": "xor", "output": output, "yardstick": yardstick}
            runs = {(1.0, seed): slower * (100 + seed % 5) for seed in tuned.SEEDS}
            yield from observed(CLAIM, tuned.measured(where, runs))


def test_with_nothing_measured_nothing_is_said() -> None:
    questions = asked(Evidence({}))
    assert {question.word for question in questions.values()} == {"not measured"}


def test_smaller_profiles_are_part_of_the_full_one() -> None:
    full = set(CLAIM.races("full"))
    assert set(CLAIM.races("quick")) <= set(CLAIM.races("standard")) <= full


def test_the_quick_profile_measures_how_exactly_the_two_agree() -> None:
    gaps = [seen.value for seen in CLAIM.measure("quick") if seen.factors["steps"] == 0]
    assert len(gaps) == 5
    assert max(gaps) <= 1e-12
