"""Without a base there is a weaker answer, which says so and is no pass by itself."""

import pytest

from propbench.bench.regression import ratios
from propbench.bench.regression.fallback import verdict

STORED = {"numba_loops-a": 0.01, "numpy_vectorized-a": 0.02}


@pytest.mark.parametrize(("may_pass", "code"), [(False, 3), (True, 0)])
def test_ratios_as_stored_pass_only_on_request(may_pass: bool, code: int) -> None:
    seen = {name: 1.5 * ratio for name, ratio in STORED.items()}
    got, lines = verdict(seen, STORED, "the clone is shallow", may_pass)
    assert got == code
    assert "shallow" in lines[0]
    assert "FALLBACK" in lines[1]


@pytest.mark.parametrize("may_pass", [False, True])
def test_a_lead_that_is_mostly_lost_fails(may_pass: bool) -> None:
    seen = {**STORED, "numba_loops-a": 0.5}
    code, lines = verdict(seen, STORED, "no base", may_pass)
    assert code == 1
    assert any("numba_loops-a" in line for line in lines)


@pytest.mark.parametrize(("seen", "stored"), [({}, STORED), ({}, {})])
def test_nothing_measured_is_never_a_pass(seen: dict[str, float], stored: dict[str, float]) -> None:
    assert verdict(seen, stored, "no base", may_pass=True)[0] == 3


def test_every_stored_ratio_is_one_that_is_measured() -> None:
    from propbench import impls

    questions = ratios.shared_questions([impls.load(name) for name in impls.names()])
    asked = {target.id for question in questions for target in question[1:]}
    assert set(ratios.stored()) == asked
