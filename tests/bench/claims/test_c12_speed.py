"""C12: factors multiply; their product is held against whole runs, which end where they should."""

from dataclasses import replace

import numpy as np
import pytest

from propbench.bench import initialisation
from propbench.bench.claims.c12_speed import CLAIM, end_to_end
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.judging import judge_one
from propbench.bench.claims.referee.registration import Factors, Question
from propbench.bench.claims.referee.words import Word
from propbench.bench.claims.shared.settings import step, timed
from propbench.bench.grid import NETWORKS
from propbench.bench.results import Observation
from propbench.bench.sampling.restarts import Samples
from propbench.bench.training.arms import RELU, SIGMOID
from propbench.bench.training.rulesets import R0, R1
from propbench.bench.training.targets import first_arrival
from propbench.bench.training.tasks import TASKS
from propbench.impls import load
from propbench.impls.contract import Network
from tests.bench.claims.finished import finish, in_place_of

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
SAMPLES = Samples(
    (case, {process: {0: s * noise} for process, noise in NOISE.items()})
    for case, s in STEP_S.items()
)


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
    part = _part("product", _raced(sigmoid=80, relu=20, untuned=400))
    (whole,) = part.comparisons
    assert whole.factors == {"from": "python_loops, sigmoid", "to": "numba_fused:serial, relu"}
    (estimate,) = part.estimates
    assert estimate.ratio
    assert estimate.ratio.point == pytest.approx(50 * 2 * 4, rel=0.1)
    assert estimate.ratio.low < estimate.ratio.point < estimate.ratio.high
    assert part.word == "true"
    factors = {str(row["factor"]): row["ratio"] for row in part.series}
    assert factors == pytest.approx(
        {"implementation": 50, "cost of a step": 2, "iterations": 4}, rel=0.1
    )


def test_the_limits_of_the_product_are_those_of_its_factors_together() -> None:
    evidence = _raced(sigmoid=80, relu=20, untuned=400)
    parts = {
        comparison.factors["factor"]: comparison.effect
        for comparison in _part("factors", evidence).comparisons
    }
    (whole,) = _part("product", evidence).comparisons
    effects = [parts[name] for name in ("implementation", "cost of a step", "iterations")]
    assert whole.effect
    assert whole.effect.se**2 == pytest.approx(sum(part.se**2 for part in effects if part))


@pytest.mark.parametrize(
    ("iterations", "cuts", "word"),
    [((80, 20, 400), True, "true"), ((20, 80, 400), False, "true when")],
)
def test_each_factor_answers_for_itself_and_no_vote_of_them_decides(
    iterations: tuple[int, int, int], cuts: bool, word: Word
) -> None:
    evidence = _raced(*iterations)
    part = _part("factors", evidence)
    assert part.word == word
    assert ("iterations" in part.holds_at) == cuts
    assert judge_one(CLAIM, evidence).word == "true"


def test_a_product_that_lengthens_training_is_false() -> None:
    evidence = _raced(sigmoid=20, relu=80, untuned=400)
    slow = {
        case: evidence.samples[step("numba_fused:serial", "relu").id]
        for case in (step("python_loops", "sigmoid").id, step("numba_fused:serial", "sigmoid").id)
    }
    assert judge_one(CLAIM, replace(evidence, samples=Samples({**SAMPLES, **slow}))).word == "false"


def test_without_interpreted_loops_nothing_is_multiplied() -> None:
    evidence = _raced(80, 20, 400)
    known = Samples(item for item in evidence.samples.items() if "python_loops" not in item[0])
    part = _part("product", replace(evidence, samples=known))
    assert (part.word, part.comparisons, part.series) == ("not measured", (), ())


@pytest.mark.parametrize(
    ("factor", "word"), [(1.0, "true"), (1.1, "true"), (1.4, "false"), (0.7, "false")]
)
def test_the_product_is_held_against_whole_runs(factor: float, word: Word) -> None:
    part = _part("whole_runs", Evidence({}, _whole(factor), SAMPLES))
    assert part.word == word
    assert len(part.estimates) == 2


def test_a_few_whole_runs_decide_nothing() -> None:
    few = Evidence({}, _whole(1.0, n_seeds=2), SAMPLES)
    assert _part("whole_runs", few).word == "cannot tell"


def test_without_evidence_nothing_is_claimed() -> None:
    assert {part.word for part in CLAIM.judge(Evidence({}))} == {"not measured"}


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
