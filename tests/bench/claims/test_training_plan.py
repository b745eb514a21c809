"""What a profile asks of the claims: a quick run uses what is shipped and says what it left out."""

from pathlib import Path

import pytest

from propbench.bench.claims import load
from propbench.bench.claims.runs import reference, running, training_plan
from propbench.bench.grid import PROFILES


@pytest.mark.parametrize("fits", [True, False])
def test_a_quick_run_trains_only_where_nothing_that_is_shipped_fits(
    monkeypatch: pytest.MonkeyPatch, fits: bool
) -> None:
    monkeypatch.setattr(reference, "training_fits", lambda: fits)
    quick = training_plan.planned("quick")
    assert quick.trains is not fits
    assert training_plan.planned("standard").sample > quick.sample == 0
    assert all(training_plan.planned(profile).trains for profile in ("standard", "full"))


def test_shipped_training_fits_only_its_own_engine(tmp_path: Path) -> None:
    assert not reference.training_fits(tmp_path)
    made = reference.Stamp(
        **reference.prints([]), created="2026-11-23", machine="a test", commit="unknown"
    )
    reference.save(made, {}, [], tmp_path)
    assert reference.training_fits(tmp_path)
    other = {**made.parts, "training of Variant arms": "0" * 64}
    reference.save(made.model_copy(update={"parts": other}), {}, [], tmp_path)
    assert not reference.training_fits(tmp_path)


def test_only_a_quick_run_leaves_out_experiments_and_keeps_those_of_what_it_races() -> None:
    observing = {profile: training_plan.planned(profile).observing for profile in PROFILES}
    assert observing["standard"] == observing["full"] == training_plan.planned("full").claims
    assert observing["quick"] == tuple(
        claim for claim in training_plan.planned("quick").claims if claim.races("quick")
    )


def test_the_experiments_of_this_machine_run_in_a_process_of_their_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    claim = load("c08_more_data")
    monkeypatch.setattr(running, "observed", lambda *_: pytest.fail("measured in this process"))
    measured = running.measure_here([claim], "quick")
    assert {seen.quantity for seen in measured} == {"fit_s"}


@pytest.mark.parametrize("profile", PROFILES)
def test_what_is_predicted_fits_the_budget_of_the_profile(profile: str) -> None:
    assert 0 < training_plan.planned(profile).predicted_s(2) < PROFILES[profile].total_s / 2
