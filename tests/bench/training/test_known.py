"""Known runs are a mapping from runs to outcomes, whatever they have in common."""

from dataclasses import replace

import pytest

from propbench.bench.training.arms import RELU, TANH
from propbench.bench.training.known import KnownRuns, Replicates, Setup
from propbench.bench.training.runs import Candidate, Outcome, TrainingRun

RUN = TrainingRun("xor", (16,), RELU, Candidate(1.0, "he"), 3, 3_000, True)
ALIKE, OTHER = replace(RUN, seed=4), replace(RUN, arm=TANH)
EARLY, LATE = (Outcome((time,), diverged=False, last_loss=0.01) for time in (10, 20))


def test_outcomes_are_found_by_run_and_by_what_runs_have_in_common() -> None:
    outcomes = {RUN: EARLY, OTHER: LATE, ALIKE: LATE}
    known = KnownRuns(outcomes)
    assert known == outcomes
    assert len(known) == 3
    assert known.outcomes(Replicates(Setup.of(RUN), (4, 3))) == [LATE, EARLY]


def test_a_run_of_which_only_others_of_its_setup_are_known_is_missing() -> None:
    known = KnownRuns({RUN: EARLY})
    assert ALIKE not in known
    with pytest.raises(KeyError):
        known.outcomes(Replicates(Setup.of(RUN), (3, 4)))


def test_of_a_run_that_several_know_the_last_outcome_holds() -> None:
    first, second = KnownRuns({RUN: EARLY, OTHER: EARLY}), KnownRuns({RUN: LATE, ALIKE: LATE})
    assert KnownRuns.merged(first, second) == {RUN: LATE, ALIKE: LATE, OTHER: EARLY}
    assert first == {RUN: EARLY, OTHER: EARLY}


def test_a_run_that_is_deleted_is_no_longer_known() -> None:
    known = KnownRuns({RUN: EARLY, ALIKE: LATE})
    del known[RUN]
    assert known == {ALIKE: LATE}
