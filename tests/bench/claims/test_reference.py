"""Shipped runs come back as they went, and what is stale is left out and said."""

from dataclasses import replace
from pathlib import Path

import pytest

from propbench.bench.claims import all_claims
from propbench.bench.claims.runs import reference, stamp
from propbench.bench.claims.runs.reference import Stamp
from propbench.bench.results import Observation, ResultError
from propbench.bench.training.arms import RELU
from propbench.bench.training.runs import Candidate, Outcome, TrainingRun
from propbench.bench.training.variants import TRAINED_BY, BatchNormalised, Variant

CLAIMS = all_claims()
RUN = TrainingRun("xor", (16,), RELU, Candidate(1.0, "he"), 3, 100, True)
SPECIAL = replace(RUN, arm=replace(RELU, variant=Variant(vanishing=0.5)))
NORMALISED = replace(RUN, arm=replace(RUN.arm, variant=BatchNormalised()))
MOONS = replace(RUN, task="moons")
OUTCOME = Outcome((*range(9), None), diverged=False, last_loss=0.3, curve=(0.7, 0.3))
SEEN = Observation(claim="C4", quantity="share", factors={"depth": 2}, value=0.5)


def _stamp() -> Stamp:
    return Stamp(
        parts=stamp.parts(),
        registrations={one.id: stamp.registration(one) for one in CLAIMS},
        experiments={one.id: stamp.experiment(one) for one in CLAIMS},
        created="2026-11-23T00:00:00+00:00",
        machine="a test",
        commit="unknown",
    )


def test_what_is_shipped_comes_back_without_its_curves(tmp_path: Path) -> None:
    size = reference.save(_stamp(), {RUN: OUTCOME}, [SEEN], tmp_path)
    found = reference.load(CLAIMS, tmp_path)
    assert found.training == {RUN: replace(OUTCOME, curve=())}
    assert found.observations == (SEEN,)
    assert found.stale == ()
    assert size < 1_000


@pytest.mark.parametrize(
    ("part", "kept"),
    [
        ("training of Variant arms", NORMALISED),
        ("training of BatchNormalised arms", RUN),
        ("activation tanh", RUN),
        ("task xor", MOONS),
    ],
)
def test_runs_that_hang_on_what_changed_are_never_used_and_others_are(
    tmp_path: Path, part: str, kept: TrainingRun
) -> None:
    changed = _stamp().model_copy(update={"parts": {**stamp.parts(), part: "0" * 64}})
    runs = {
        kept,
        *(run for run in (RUN, NORMALISED, MOONS) if part in stamp.parts_of(run.task, run.arm)),
    }
    reference.save(changed, dict.fromkeys(runs, OUTCOME), [SEEN], tmp_path)
    found = reference.load(CLAIMS, tmp_path)
    assert found.training.keys() == {kept}
    assert found.stale == (f"{part} has changed since its shipped runs were made",)


def test_an_observation_of_a_task_that_changed_is_not_used(tmp_path: Path) -> None:
    seen = SEEN.model_copy(update={"factors": {"task": "xor"}})
    changed = _stamp().model_copy(update={"parts": {**stamp.parts(), "task xor": "0" * 64}})
    reference.save(changed, {}, [seen, SEEN], tmp_path)
    assert reference.load(CLAIMS, tmp_path).observations == (SEEN,)


def test_a_claim_that_the_stamp_does_not_know_is_new_and_nothing_else_is_stale(
    tmp_path: Path,
) -> None:
    known = {name: value for name, value in _stamp().registrations.items() if name != "C12"}
    before = _stamp().model_copy(update={"registrations": known})
    reference.save(before, {RUN: OUTCOME}, [SEEN], tmp_path)
    found = reference.load(CLAIMS, tmp_path)
    assert (found.stale, found.new) == ((), ("C12",))
    assert found.training.keys() == {RUN}
    assert found.observations == (SEEN,)


def test_a_variant_comes_back_as_the_kind_that_it_was(tmp_path: Path) -> None:
    trials = {
        replace(SPECIAL, arm=replace(RELU, variant=made())) for made in (*TRAINED_BY, Variant)
    }
    reference.save(_stamp(), dict.fromkeys(trials, OUTCOME), [], tmp_path)
    assert reference.load(CLAIMS, tmp_path).training.keys() == trials


def test_what_is_new_since_the_stamp_makes_nothing_stale(tmp_path: Path) -> None:
    before = {
        name: value
        for name, value in stamp.parts().items()
        if name not in ("training of BatchNormalised arms", "activation tanh", "task moons")
    }
    made = _stamp().model_copy(update={"parts": before})
    reference.save(made, {RUN: OUTCOME}, [], tmp_path)
    assert reference.load(CLAIMS, tmp_path).stale == ()
    assert reference.load(CLAIMS, tmp_path).training.keys() == {RUN}


@pytest.mark.parametrize("field", ["registrations", "experiments"])
def test_observations_of_a_claim_that_changed_are_never_used(tmp_path: Path, field: str) -> None:
    changed = _stamp().model_copy(update={field: {**getattr(_stamp(), field), "C4": "0" * 64}})
    reference.save(changed, {RUN: OUTCOME}, [SEEN], tmp_path)
    found = reference.load(CLAIMS, tmp_path)
    assert found.observations == ()
    assert found.training != {}
    assert len(found.stale) == 1
    assert "C4" in found.stale[0]


def test_another_registration_is_said_to_be_after_the_fact(tmp_path: Path) -> None:
    others = {**_stamp().registrations, "C12": "0" * 64}
    reference.save(_stamp().model_copy(update={"registrations": others}), {}, [SEEN], tmp_path)
    (said,) = reference.load(CLAIMS, tmp_path).stale
    assert said.startswith("C12 is registered after the fact")


def test_a_claim_of_which_nothing_was_observed_has_nothing_stale(tmp_path: Path) -> None:
    changed = _stamp().model_copy(update={"experiments": {**_stamp().experiments, "C12": "0" * 64}})
    reference.save(changed, {RUN: OUTCOME}, [SEEN], tmp_path)
    assert reference.load(CLAIMS, tmp_path).stale == ()


def test_nothing_shipped_is_said(tmp_path: Path) -> None:
    assert reference.load(CLAIMS, tmp_path).stale == ("no runs are shipped with this version",)


def test_runs_that_would_take_too_much_room_are_not_shipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reference, "MAX_BYTES", 200)
    with pytest.raises(ResultError, match="more than 200"):
        reference.save(_stamp(), {RUN: OUTCOME}, [SEEN], tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_broken_file_is_refused_by_name(tmp_path: Path) -> None:
    reference.save(_stamp(), {RUN: OUTCOME}, [SEEN], tmp_path)
    (tmp_path / "training.jsonl.xz").write_bytes(b"nothing of the kind")
    with pytest.raises(ResultError, match=r"training\.jsonl\.xz"):
        reference.load(CLAIMS, tmp_path)
