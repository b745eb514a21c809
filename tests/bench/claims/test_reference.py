"""Shipped runs come back as they went, and what is stale is left out and said."""

from dataclasses import replace
from pathlib import Path

import pytest

from propbench.bench.claims import all_claims, reference, stamp
from propbench.bench.claims.reference import Stamp
from propbench.bench.convergence.arms import RELU
from propbench.bench.convergence.trials import Outcome, Start, Trial
from propbench.bench.convergence.variants import TRAINED_BY, Variant
from propbench.bench.results import Observation, ResultError, TrainingRecord, parse

CLAIMS = all_claims()
TRIAL = Trial("xor", (16,), RELU, Start(1.0, "he"), 3, 100, 10)
SPECIAL = replace(TRIAL, arm=replace(RELU, variant=Variant(vanishing=0.5)))
OUTCOME = Outcome((4, None), diverged=False, last_loss=0.3, curve=(0.7, 0.3))
SEEN = Observation(claim="C4", quantity="share", factors={"depth": 2}, value=0.5)


def _stamp() -> Stamp:
    return Stamp(
        engines=stamp.engines(),
        registrations={one.REGISTRATION.id: stamp.registration(one) for one in CLAIMS},
        experiments={one.REGISTRATION.id: stamp.experiment(one) for one in CLAIMS},
        created="2026-11-23T00:00:00+00:00",
        machine="a test",
        commit="unknown",
    )


def test_what_is_shipped_comes_back_without_its_curves(tmp_path: Path) -> None:
    size = reference.save(_stamp(), [(TRIAL, OUTCOME)], [SEEN], tmp_path)
    found = reference.load(CLAIMS, tmp_path)
    assert found.training == {TRIAL: replace(OUTCOME, curve=())}
    assert found.observations == (SEEN,)
    assert found.stale == ()
    assert size < 1_000


@pytest.mark.parametrize(("kind", "kept"), [("plain", SPECIAL), ("Variant", TRIAL)])
def test_runs_of_another_engine_are_never_used_and_those_of_other_arms_are(
    tmp_path: Path, kind: str, kept: Trial
) -> None:
    changed = _stamp().model_copy(update={"engines": {**stamp.engines(), kind: "0" * 64}})
    reference.save(changed, [(TRIAL, OUTCOME), (SPECIAL, OUTCOME)], [SEEN], tmp_path)
    found = reference.load(CLAIMS, tmp_path)
    assert found.training.keys() == {kept}
    assert found.stale == (
        f"the engine of {kind} arms has changed since their shipped training runs were made",
    )


def test_a_variant_comes_back_as_the_kind_that_it_was(tmp_path: Path) -> None:
    trials = {
        replace(SPECIAL, arm=replace(RELU, variant=made())) for made in (*TRAINED_BY, Variant)
    }
    reference.save(_stamp(), [(trial, OUTCOME) for trial in trials], [], tmp_path)
    assert reference.load(CLAIMS, tmp_path).training.keys() == trials


def test_a_variant_of_an_unknown_kind_is_refused_by_name() -> None:
    text = TrainingRecord(trial=TRIAL, outcome=OUTCOME).model_dump_json()
    with pytest.raises(ResultError, match="got 'Other', known are Variant, BatchNormalised"):
        parse(TrainingRecord, text.replace('"kind":""', '"kind":"Other"'), "a line")


def test_arms_that_are_new_since_the_stamp_have_nothing_that_is_stale(tmp_path: Path) -> None:
    before = {kind: found for kind, found in stamp.engines().items() if kind != "Variant"}
    reference.save(
        _stamp().model_copy(update={"engines": before}), [(TRIAL, OUTCOME)], [], tmp_path
    )
    assert reference.load(CLAIMS, tmp_path).stale == ()
    assert reference.load(CLAIMS, tmp_path).training.keys() == {TRIAL}


@pytest.mark.parametrize("field", ["registrations", "experiments"])
def test_observations_of_a_claim_that_changed_are_never_used(tmp_path: Path, field: str) -> None:
    changed = _stamp().model_copy(update={field: {**getattr(_stamp(), field), "C4": "0" * 64}})
    reference.save(changed, [(TRIAL, OUTCOME)], [SEEN], tmp_path)
    found = reference.load(CLAIMS, tmp_path)
    assert found.observations == ()
    assert found.training != {}
    assert len(found.stale) == 1
    assert "C4" in found.stale[0]


def test_another_registration_is_said_to_be_after_the_fact(tmp_path: Path) -> None:
    others = {**_stamp().registrations, "C12": "0" * 64}
    reference.save(_stamp().model_copy(update={"registrations": others}), [], [SEEN], tmp_path)
    (said,) = reference.load(CLAIMS, tmp_path).stale
    assert said.startswith("C12 is registered after the fact")


def test_a_claim_of_which_nothing_was_observed_has_nothing_stale(tmp_path: Path) -> None:
    changed = _stamp().model_copy(update={"experiments": {**_stamp().experiments, "C12": "0" * 64}})
    reference.save(changed, [(TRIAL, OUTCOME)], [SEEN], tmp_path)
    assert reference.load(CLAIMS, tmp_path).stale == ()


def test_nothing_shipped_is_said(tmp_path: Path) -> None:
    assert reference.load(CLAIMS, tmp_path).stale == ("no runs are shipped with this version",)


def test_a_broken_file_is_refused_by_name(tmp_path: Path) -> None:
    reference.save(_stamp(), [(TRIAL, OUTCOME)], [SEEN], tmp_path)
    (tmp_path / "training.jsonl.xz").write_bytes(b"nothing of the kind")
    with pytest.raises(ResultError, match=r"training\.jsonl\.xz"):
        reference.load(CLAIMS, tmp_path)
