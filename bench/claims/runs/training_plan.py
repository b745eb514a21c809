"""The part of a run that trains: what a profile asks of the claims, and what it will take."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from propbench.bench.claims import all_claims
from propbench.bench.claims.referee.registration import Claim, races_of
from propbench.bench.claims.runs import reference, running
from propbench.bench.progress import Meter
from propbench.bench.results import (
    OBSERVATIONS_FILE,
    TRAINING_FILE,
    Observation,
    append_whole,
    read_lines,
)
from propbench.bench.training.cost import step_s
from propbench.bench.training.entrants import Entry
from propbench.bench.training.races import Race
from propbench.bench.training.rulesets import candidates
from propbench.bench.training.seeds import N_LOOK, N_TUNING
from propbench.bench.training.tasks import TASKS

# For the predicted cost only, as seen on one core of a small cloud machine: what starting the
# worker processes and reading what is shipped take, a shipped run that is repeated, and what the
# experiments of this machine take, by profile.
_START_S = 3.0
_NEAR, _SHARE_USED = 2, 0.145
"""Candidates beside the best that go on to all tuning seeds, and the share of its budget that a run
takes, as means."""
_REPEAT_S = 0.3
OBSERVED_S = {"quick": 3.0, "standard": 26.0, "full": 45.0}

_SAMPLES = {"quick": 0, "standard": 40, "full": 400}
"""A quick run has no time for it."""

_RACED = {"full": "standard"}
"""What other profiles train than their own: the full tier takes hours of a core and is the same on
every machine, so that `propbench claims` trains it, once."""


@dataclass(frozen=True)
class TrainingPlan:
    """Races and experiments of these claims, at the size of a profile."""

    profile: str
    claims: tuple[Claim, ...]
    afresh: bool = True
    """Whether there is time for what is shipped and fits."""

    @property
    def races(self) -> tuple[Race, ...]:
        """What is trained afresh, if anything is."""
        return races_of(self.claims, _RACED.get(self.profile, self.profile))

    @cached_property
    def trains(self) -> bool:
        """Whether races are run afresh: without time for it only where nothing shipped fits."""
        return self._has_time or not reference.training_fits()

    @property
    def sample(self) -> int:
        """How many shipped runs are repeated, to see how many agree on this machine."""
        return _SAMPLES[self.profile] if self._has_time else 0

    @property
    def _has_time(self) -> bool:
        return self.afresh and self.profile != "quick"

    @property
    def observing(self) -> tuple[Claim, ...]:
        """Claims whose experiments of this machine are made; a quick run leaves out many.

        It keeps those of the claims that it races. What is left out is judged as not measured.
        """
        quick = self.profile == "quick"
        return tuple(claim for claim in self.claims if not quick or claim.races(self.profile))

    def predicted_s(self, jobs: int) -> float:
        """Rough wall time in seconds on this many cores."""
        races = self.races if self.trains else ()
        trained_s = raced_s(races) + self.sample * _REPEAT_S
        return _START_S + trained_s / jobs + OBSERVED_S[self.profile]


def raced_s(races: Iterable[Race]) -> float:
    """Rough seconds of one core that these races take."""
    return sum(map(_entry_s, {entry for race in races for entry in race.entries}))


def planned(profile: str) -> TrainingPlan:
    """All claims, at a profile."""
    return TrainingPlan(profile, all_claims())


def run(plan: TrainingPlan, folder: Path, jobs: int, seed: int, progress: Meter) -> None:
    """Train and observe what the folder does not have yet.

    What is shipped and fits this code is not observed again, and a sample of the shipped training
    is repeated.
    """
    training, observations = folder / TRAINING_FILE, folder / OBSERVATIONS_FILE
    if plan.trains:
        progress.stage("training the networks")
        running.train(plan.races, training, jobs, curves=True, advance=progress.advance)
    if plan.sample:
        progress.stage("repeating shipped training runs")
        shipped = reference.load(plan.claims).training
        running.repeat(shipped, plan.sample, training, jobs, seed)
    if not read_lines(observations, Observation):
        progress.stage("the claims' own experiments")
        have = {seen.claim for seen in reference.load_measured(plan.claims).observations}
        missing = [claim for claim in plan.claims if claim.id not in have]
        measured = running.measure(missing, plan.profile, jobs)
        append_whole(observations, [*measured, *running.measure_here(plan.observing, plan.profile)])


def _entry_s(entry: Entry) -> float:
    """Seconds of an arm on one core, without extensions."""
    n = entry.n_reporting
    if entry.ruleset.tunes:
        rules = entry.ruleset.rules(entry.arm)
        n += N_LOOK * sum(len(candidates(rule, entry.ruleset.grid)) for rule in rules)
        n += _NEAR * N_TUNING
    return n * entry.budget * _SHARE_USED * step_s(TASKS[entry.task], entry.hidden)
