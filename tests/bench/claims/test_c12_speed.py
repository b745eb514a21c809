"""C12: factors multiply; their product is held against whole runs, which end where they should."""

from dataclasses import replace

import numpy as np
import pytest

from propbench.bench import initialisation
from propbench.bench.claims.c12_speed import CLAIM, end_to_end
from propbench.bench.claims.c12_speed.trial_counts import finished_trials
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Factors, Question
from propbench.bench.claims.shared.settings import step, timed
from propbench.bench.grid import NETWORKS
from propbench.bench.results import Observation
from propbench.bench.sampling.samples import Samples
from propbench.bench.training.arms import RELU, SIGMOID
from propbench.bench.training.rulesets import R0, R1
from propbench.bench.training.targets import first_arrival
from propbench.bench.training.tasks import TASKS
from propbench.impls import load
from propbench.impls.contract import Network
from tests.bench.claims.finished import BUDGET, finish, in_place_of

SEEDS = range(20)
NOISE = {process: 1 + 0.001 * process for process in range(6)}
STEP_S = {
    step("python_loops", "sigmoid").id: 1.0,
    step("python_loops", "relu").id: 0.9,
    step("numpy_vectorized", "sigmoid").id: 0.03,
    step("numpy_vectorized", "relu").id: 0.02,
    step("numba_fused:serial", "sigmoid").id: 0.02,
    step("numba_fused:serial", "relu").id: 0.01,
    step("numba_fused:parallel", "relu", threads=96).id: 0.005,
}
"""The open division as another machine has it: who judges need not have timed."""
SAMPLES: Samples = {
    case: {process: {0: s * noise} for process, noise in NOISE.items()}
    for case, s in STEP_S.items()
}


def observation(quantity: str, factors: Factors, value: float) -> Observation:
    return Observation(claim="C12", quantity=quantity, factors=dict(factors), value=float(value))


def _part(name: str, evidence: Evidence) -> Question:
    return next(part for part in CLAIM.judge(evidence) if part.id == name)


def _raced(sigmoid: int, relu: int, untuned: int) -> Evidence:
    """Iterations of both activations once tuned, and of ReLU at the course's rate."""
    races = {timed("shallow", R1): (sigmoid, relu), timed("shallow", R0): (sigmoid, untuned)}
    finishes = {
        race: in_place_of(race, finish({SIGMOID: _times(slow), RELU: _times(fast)}, race.task))
        for race, (slow, fast) in races.items()
    }
    return Evidence(finishes, samples=SAMPLES)


def _times(middle: int) -> list[int]:
    return [middle + seed % 3 for seed in SEEDS]


def _whole(factor: float, n_seeds: int = 6) -> tuple[Observation, ...]:
    """Whole runs of 50 iterations that take `factor` times as long as the product says."""
    found = []
    for name, activation in (("numpy_vectorized", "relu"), ("numba_fused:serial", "sigmoid")):
        for seed in range(n_seeds):
            where: Factors = {"implementation": name, "activation": activation, "seed": seed}
            s = 50 * factor * STEP_S[step(name, activation).id] * (1 + 0.001 * seed)
            found += [
                observation("direct_iterations", where, 50),
                observation("direct_s", where, s),
            ]
    return tuple(found)


def test_the_factors_multiply_to_the_whole_and_the_fastest_is_found() -> None:
    answer = _part("factors", _raced(sigmoid=80, relu=20, untuned=400)).answer
    rows = {
        cell.factors["factor"]: cell.ratio
        for cell in _part("factors", _raced(80, 20, 400)).cells
        if cell.ratio
    }
    expected = {
        "implementation": 50,
        "cost of a step": 2,
        "cores": 2,
        "iterations": 4,
        "tuning": 20,
    }
    assert {name: ratio.point for name, ratio in rows.items()} == pytest.approx(expected, rel=0.1)
    whole = rows["implementation"].point * rows["cost of a step"].point * rows["iterations"].point
    assert f"{whole:.0f}\u00d7" in answer
    assert "From python_loops with sigmoid to numba_fused:serial with ReLU" in answer


def test_trials_of_ten_minutes_are_its_seconds_over_those_of_a_trial() -> None:
    evidence = _raced(sigmoid=80, relu=20, untuned=400)
    race = evidence.finishes[timed("shallow", R1)]
    ways = (("python_loops", SIGMOID), ("numba_fused:serial", RELU), ("absent", RELU))
    found = finished_trials(evidence, race, ways)
    loops, fused = ("python_loops", "sigmoid"), ("numba_fused:serial", "relu")
    assert found.keys() == {loops, fused}
    # Steps take a second and a hundredth of one, trials 80 to 82 and 20 to 22 iterations.
    assert found[loops].point == pytest.approx(600 / 81, rel=0.02)
    assert found[fused].point == pytest.approx(600 / 0.21, rel=0.02)
    assert all(
        one.low < one.point < one.high and one.kind == "confidence" for one in found.values()
    )
    answer = _part("factors", evidence).answer
    assert "10 minutes finish on one thread, as R1 makes them (1 learning rate" in answer
    assert "7.4 by python_loops with sigmoid (limits 7." in answer
    assert "by numba_fused:serial with relu (limits" in answer


def test_a_trial_that_does_not_arrive_takes_its_whole_budget() -> None:
    never = finish({RELU: [None] * 20}, "digits_even")
    found = finished_trials(Evidence({}, samples=SAMPLES), never, (("numba_fused:serial", RELU),))
    assert found["numba_fused:serial", "relu"].point == pytest.approx(
        600 / (BUDGET * 0.01), rel=0.01
    )


def test_without_seconds_no_trials_are_told() -> None:
    evidence = replace(_raced(80, 20, 400), samples={})
    assert "minutes finish" not in _part("factors", evidence).answer


@pytest.mark.parametrize(
    ("iterations", "verdict"),
    [((80, 20, 400), "supported"), ((20, 80, 400), "depends"), ((80, 80, 80), "depends")],
)
def test_every_factor_must_cut_the_time(iterations: tuple[int, int, int], verdict: str) -> None:
    assert _part("factors", _raced(*iterations)).verdict == verdict


def test_without_interpreted_loops_nothing_is_multiplied() -> None:
    found = _raced(80, 20, 400)
    known = {case: s for case, s in found.samples.items() if "python_loops" not in case}
    part = _part("factors", replace(found, samples=known))
    assert "multiply" not in part.answer
    assert "implementation" not in {cell.factors["factor"] for cell in part.cells}


@pytest.mark.parametrize(
    ("factor", "verdict", "overlapping"),
    [
        (1.0, "supported", 2),
        (1.1, "supported", 0),
        (1.4, "not supported", 0),
        (0.7, "not supported", 0),
    ],
)
def test_the_product_is_believed_where_whole_runs_take_as_long(
    factor: float, verdict: str, overlapping: int
) -> None:
    part = _part("product", Evidence({}, _whole(factor), SAMPLES))
    assert part.verdict == verdict
    assert f"overlaps that of the whole runs in {overlapping} of 2 cases" in part.answer
    assert ("does not cost what it costs" in part.answer) == (overlapping < 2)


def test_a_few_whole_runs_decide_nothing() -> None:
    assert _part("product", Evidence({}, _whole(1.0, n_seeds=2), SAMPLES)).verdict == "inconclusive"


def test_without_evidence_nothing_is_claimed() -> None:
    assert {part.verdict for part in CLAIM.judge(Evidence({}))} == {"inconclusive"}


def test_a_whole_run_ends_at_the_first_of_two_losses_below_the_target() -> None:
    (whole,) = end_to_end.to_target("numpy_vectorized", "shallow", RELU, 1.0, range(1))
    spec = NETWORKS["shallow"]
    task, network = TASKS[spec.dataset], Network(spec.sizes, "relu", spec.output)
    x, y = task.data(0)
    start = initialisation.parameters(network, RELU.initialisation, 0)
    implementation = load("numpy_vectorized")
    state, losses = implementation.prepare(network, start, x, y), []
    for _ in range(whole.iterations + 2):
        losses.append(implementation.dense.loss(implementation.dense.forward(state)))
        state = implementation.dense.train_step(state, 1.0)
    assert first_arrival(np.array(losses), task.headline_target) == whole.iterations
    assert whole.seconds > 0


def test_a_seed_that_does_not_arrive_is_not_timed() -> None:
    assert not list(end_to_end.to_target("numpy_vectorized", "shallow", RELU, 1e-6, range(1)))
