"""C4's judge says what its evidence says, and the quick profile runs for real."""

from collections.abc import Iterable

import pytest

from propbench.bench.claims.c04_linear import CLAIM
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Factors, Question
from propbench.bench.claims.runs.running import observed
from propbench.bench.results import Observation

SEEDS = range(20)


def observation(quantity: str, factors: Factors, value: float) -> Observation:
    return Observation(claim="C4", quantity=quantity, factors=dict(factors), value=float(value))


def _iterations(layers: int, value: float) -> list[Observation]:
    """Of moons at the headline distance, with a little noise of the seed's own."""
    return [
        observation(
            "iterations",
            {"task": "moons", "layers": layers, "distance": 0.001, "seed": seed},
            value + seed % 3,
        )
        for seed in SEEDS
    ]


def _accuracies(layers: int, share: float) -> list[Observation]:
    where: dict[str, str | int | float] = {"task": "moons", "layers": layers}
    return [
        observation("accuracy", where | {"seed": seed}, share + 0.001 * (seed % 3))
        for seed in SEEDS
    ]


def _departures(bits: str | int, values: Iterable[float]) -> list[Observation]:
    where: dict[str, str | int | float] = {"dtype": "float32", "bits": bits}
    return [
        observation("departure", where | {"implementation": f"i{place}"}, value)
        for place, value in enumerate(values)
    ]


def _part(name: str, observations: Iterable[Observation]) -> Question:
    parts = CLAIM.judge(Evidence({}, tuple(observations)))
    return next(part for part in parts if part.id == name)


@pytest.mark.parametrize(
    ("deep", "verdict"), [(60, "supported"), (90, "not supported"), (30, "not supported")]
)
def test_training_is_unchanged_only_where_depth_is_neither_slower_nor_faster(
    deep: float, verdict: str
) -> None:
    observations = [*_iterations(1, 60)]
    for layers in (2, 3, 8):
        observations += _iterations(layers, deep)
    assert _part("training", observations).verdict == verdict


def test_training_depends_where_some_depths_change_it() -> None:
    observations = [*_iterations(1, 60), *_iterations(2, 60), *_iterations(3, 60)]
    part = _part("training", [*observations, *_iterations(8, 20)])
    assert (part.verdict, part.factor) == ("depends", "layers")


@pytest.mark.parametrize(("share", "verdict"), [(0.9, "supported"), (0.8, "not supported")])
def test_accuracy_is_equal_within_a_point(share: float, verdict: str) -> None:
    observations = _accuracies(1, 0.9)
    for layers in (2, 3, 8):
        observations += _accuracies(layers, share)
    part = _part("accuracy", observations)
    assert part.verdict == verdict
    assert "points on 20 seeds" in part.answer


@pytest.mark.parametrize(
    ("ordinary", "tiny", "verdict", "factor"),
    [
        (1e-8, 0.2, "depends", "weights"),
        (1e-8, 1e-8, "supported", ""),
        (0.2, 0.2, "not supported", ""),
        (1e-3, 1e-3, "inconclusive", ""),
    ],
)
def test_precision_is_judged_at_ordinary_size_and_near_underflow(
    ordinary: float, tiny: float, verdict: str, factor: str
) -> None:
    observations = _departures("all", [ordinary] * 2) + _departures(2, [tiny] * 2)
    right = observation("exclusive_or_right", {"implementation": "i0"}, 4)
    part = _part("precision", [*observations, right])
    assert (part.verdict, part.factor) == (verdict, factor)


@pytest.mark.parametrize(("error", "verdict"), [(1e-15, "supported"), (1e-9, "not supported")])
def test_the_function_is_the_same_when_outputs_and_ranks_are(error: float, verdict: str) -> None:
    where = {"implementation": "numpy"}
    observations = [
        observation("collapse_error", where | {"layers": 2}, error),
        observation("beyond_rank", where | {"narrowest": 2}, error),
        observation("at_rank", where | {"narrowest": 2}, 0.1),
    ]
    assert _part("function", observations).verdict == verdict


def test_without_evidence_nothing_is_claimed() -> None:
    parts = CLAIM.judge(Evidence({}))
    assert {part.verdict for part in parts} == {"inconclusive"}
    assert {part.answer for part in parts} == {"Nothing was measured."}


def test_the_quick_profile_runs_and_every_question_gets_cells() -> None:
    observations = tuple(observed(CLAIM, (*CLAIM.measure("quick"), *CLAIM.measure_here("quick"))))
    for part in CLAIM.judge(Evidence({}, observations)):
        assert part.cells, part.id
        assert part.answer != "Nothing was measured."
