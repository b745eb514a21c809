"""C2: the factorial splits what it should, the outputs share their yardsticks, the judge judges."""

from collections.abc import Iterator

import numpy as np
import pytest

from propbench.bench.claims.c02_tanh import CLAIM, factorial, outputs, reparametrised
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.runs.running import observed
from propbench.bench.claims.shared import tuned
from propbench.bench.results import Observation
from propbench.bench.training.arms import Arm
from propbench.bench.training.races import Finish
from propbench.bench.training.seeds import reporting_seeds, tuning_seeds
from propbench.bench.training.tasks import TASKS
from propbench.impls.contract import Array, Network
from tests.bench.claims.finished import Times, finish, in_place_of

NEITHER, CENTRED, SLOPE, BOTH = factorial.ARMS


def around(centre: float) -> Times:
    return [round(centre * one) for one in (0.9, 0.95, 1, 1.05, 1.1)] * 4


def factorial_finish(neither: float, centred: float, slope: float, both: float) -> Finish:
    centres = zip(factorial.ARMS, (neither, centred, slope, both), strict=True)
    return finish({arm: around(centre) for arm, centre in centres})


def test_a_tanh_network_is_a_sigmoid_network_until_it_is_trained() -> None:
    """The exactness of the claim: at most 1e-12 apart, and then descent parts them."""
    for width in (1, 4, 64):
        assert reparametrised.gap("xor", width, seed=3, steps=0) <= 1e-12
    assert reparametrised.gap("xor", 16, seed=3, steps=10) > 1e-3


@pytest.mark.parametrize("z", [-30.0, -1.0, 0.0, 0.3, 30.0])
def test_the_arms_of_the_factorial_are_steps_from_sigmoid_to_tanh(z: float) -> None:
    sigmoid = 1 / (1 + np.exp(-z))
    expected = (sigmoid, sigmoid - 0.5, 2 / (1 + np.exp(-2 * z)), np.tanh(z))
    found = [_hidden(arm, z) for arm in factorial.ARMS]
    np.testing.assert_allclose(found, expected, atol=1e-15)


def _hidden(arm: Arm, z: float) -> float:
    """The activation of one hidden unit, by the code that trains it."""
    from propbench.bench.training.variants.hidden import activate

    network = Network((1, 1, 1), arm.activation)
    return float(activate(network, arm.variant, np.array([[[z]]]), 0.0).a[0, 0, 0])


def test_the_effects_multiply_to_the_whole() -> None:
    one = factorial_finish(neither=800, centred=200, slope=400, both=50)
    found = {name: factorial.effect([one], name).point for name in factorial.EFFECTS}
    assert found["centring"] == pytest.approx(4, rel=0.01)
    assert found["slope"] == pytest.approx(2, rel=0.01)
    assert found["tanh"] == pytest.approx(16, rel=0.02)
    assert found["centring"] * found["slope"] * found["beyond"] == pytest.approx(found["tanh"])


@pytest.mark.parametrize(
    ("centred", "slope", "expected"),
    [
        (100, 400, "supported"),
        (400, 100, "not supported"),
        (200, 200, "not supported"),
        (900, 990, "not supported"),
    ],
)
def test_the_reason_is_right_when_centring_does_more(
    centred: float, slope: float, expected: str
) -> None:
    reason = _parts(factorial_finish(800, centred, slope, 50))["reason"]
    assert reason.verdict == expected
    assert reason.series


def test_centring_that_does_nothing_is_no_reason_though_the_slope_does_harm() -> None:
    one = factorial_finish(neither=400, centred=400, slope=800, both=100)
    assert factorial.because_centred(one, {}).finding == "inconclusive"


def test_the_direction_needs_nine_cells_in_ten() -> None:
    clear = finish({NEITHER: around(600), BOTH: around(100)})
    reversed_one = finish({NEITHER: around(100), BOTH: around(600)})
    places = CLAIM.races("full")[:10]
    for n_reversed, expected in ((0, "supported"), (1, "depends"), (10, "not supported")):
        finishes = {
            race: in_place_of(race, reversed_one if place < n_reversed else clear)
            for place, race in enumerate(places)
        }
        assert CLAIM.judge(Evidence(finishes))[0].verdict == expected


def _parts(one: Finish) -> dict[str, Question]:
    """The judge's parts when one race of the factorial ended like this."""
    race = CLAIM.races("full")[-1]
    return {part.id: part for part in CLAIM.judge(Evidence({race: in_place_of(race, one)}))}


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
    from propbench.bench import initialisation

    task = TASKS["xor"]
    x, y = task.data(seed)
    network = Network(task.sizes((4,)), "tanh", task.output)
    start = initialisation.parameters(network, "glorot", seed)
    z = start.w[1] @ np.tanh(start.w[0] @ x)
    if output == "sigmoid_cross_entropy":
        return 1 / (1 + np.exp(-z)), y
    return (np.tanh(z) + 1) / 2, y


def test_every_output_learns() -> None:
    runs = [(1.0, 0), (1.0, 1)]
    for output in outputs.LOG_ODDS:
        assert outputs.iterations("xor", (16,), output, 300, runs)[1].max() < 300


def test_runs_come_back_from_their_observations() -> None:
    runs = {(rate, seed): rate * 100 + seed for rate in (1.0, 3.0) for seed in tuning_seeds()}
    runs |= {(1.0, seed): 5.0 + seed for seed in reporting_seeds()}
    back = tuned.arm_of(observed(CLAIM, tuned.measured({"task": "xor"}, runs)))
    assert back.tuning.shape == (2, len(tuning_seeds()))
    assert back.tuning[1, 0] == 1_300
    assert back.reporting[0].tolist() == [5.0 + seed for seed in range(20)]
    assert np.isnan(back.reporting[1]).all()


@pytest.mark.parametrize(
    ("factor", "expected"), [(2.0, "supported"), (1.0, "not supported"), (0.4, "not supported")]
)
def test_a_sigmoid_output_is_better_when_its_rivals_take_longer(
    factor: float, expected: str
) -> None:
    part = CLAIM.judge(Evidence({}, tuple(_output_runs(factor))))[2]
    assert part.verdict == expected
    assert len(part.cells) == 4


def _output_runs(factor: float) -> Iterator[Observation]:
    seeds = (*tuning_seeds(), *reporting_seeds())
    for output in outputs.LOG_ODDS:
        slower = 1.0 if output == "sigmoid_cross_entropy" else factor
        for yardstick in outputs.YARDSTICKS:
            where = {"task": "xor", "output": output, "yardstick": yardstick}
            runs = {(1.0, seed): slower * (100 + seed % 5) for seed in seeds}
            yield from observed(CLAIM, tuned.measured(where, runs))


def test_with_nothing_measured_nothing_is_said() -> None:
    parts = CLAIM.judge(Evidence({}))
    assert {part.verdict for part in parts} == {"inconclusive"}


def test_smaller_profiles_are_part_of_the_full_one() -> None:
    full = set(CLAIM.races("full"))
    assert set(CLAIM.races("quick")) <= set(CLAIM.races("standard")) <= full


def test_the_quick_profile_measures_how_exactly_the_two_agree() -> None:
    found = list(CLAIM.measure("quick"))
    start = [one.value for one in found if one.factors["steps"] == 0]
    assert len(start) == 5
    assert max(start) <= 1e-12
