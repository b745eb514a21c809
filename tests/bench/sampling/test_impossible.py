"""A time below what the machine can do is refused; one that is merely excellent is not."""

from dataclasses import replace

import pytest

from propbench.bench import ceilings, subjects
from propbench.bench.cases import Case
from propbench.bench.sampling.impossible import bounds, impossible
from propbench.bench.sampling.restarts import Restarts, Samples

DENSE = Case("swift", "shallow", "relu", "forward", 1_000, "float64")
IMAGES = Case("swift", "conv", "relu", "forward", 100, "float64", subject="conv")


def _restarts(seconds: float, first: int = 0) -> Restarts:
    return {restart: {first + number: seconds for number in range(3)} for restart in range(5)}


def _refused(case: Case, factor: float, first: int = 0) -> dict[str, str]:
    """Where the fastest ceiling takes so many times as long as the case, which took no turns with
    it where their first passes differ."""
    over = subjects.of(case).ceilings(case)
    networks = [bound for bound in over if ceilings.bounds_a_network(bound.implementation)]
    slowness = {bound.id: 1 + number / 10 for number, bound in enumerate(networks)}
    bounds = {bound: _restarts(1e-3 * factor * times) for bound, times in slowness.items()}
    samples = Samples({case.id: _restarts(1e-3, first), **bounds})
    return impossible([case, *over], samples)


@pytest.mark.parametrize("case", [DENSE, IMAGES], ids=["dense", "conv"])
def test_a_time_below_the_fastest_bound_is_refused_and_the_reason_says_by_what(case: Case) -> None:
    assert _refused(case, 1.2) == {}
    assert list(_refused(case, 1.3)) == [case.id]
    assert "faster than this machine can" in _refused(case, 1.3)[case.id]


def test_a_bound_that_took_no_turns_or_has_several_threads_is_given_twice_as_much() -> None:
    both = replace(DENSE, threads=2)
    assert _refused(DENSE, 2.4, first=50) == _refused(both, 2.4) == {}
    assert list(_refused(DENSE, 2.6, first=50)) == [DENSE.id]
    assert list(_refused(both, 2.6)) == [both.id]


def test_a_bound_that_is_uncertain_refuses_nobody() -> None:
    over = subjects.of(DENSE).ceilings(DENSE)
    doubtful = {number: {number: 1e-3 * factor} for number, factor in enumerate([1, 3, 3, 3, 3])}
    own = {number: {number: 1e-3} for number in doubtful}
    samples = Samples({DENSE.id: own, over[0].id: doubtful})
    assert impossible([DENSE, *over], samples) == {}


def test_products_of_narrow_layers_bound_nobody() -> None:
    narrow = replace(DENSE, network="logistic")
    assert list(bounds(narrow, [])) == []
    assert list(bounds(replace(DENSE, network="width_512"), []))


@pytest.mark.parametrize(
    ("times", "seconds", "refused"),
    [(2, 2.8e-6, False), (2, 2.4e-6, True), (0.5, 1e-9, False)],
    ids=["as quick as memory", "quicker", "nearer than what was timed"],
)
def test_who_cannot_have_read_its_input_is_refused(
    times: float, seconds: float, refused: bool
) -> None:
    """The triad moves three arrays in 10 us here, so that reading two of them takes 6.7 us."""
    over = subjects.of(DENSE).ceilings(DENSE)
    triad = next(bound for bound in over if bound.phase == ceilings.TRIAD)
    m = int(times * triad.m)
    case = Case("swift", "", "relu", "activation", m, "float64", subject="activations")
    samples = Samples({case.id: _restarts(seconds, first=50), triad.id: _restarts(1e-5)})
    assert bool(impossible([case, triad], samples)) is refused
