"""The stage of a run that trains: what a profile asks of the claims, and what it will take."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from propbench.bench.claims import all_claims, reference, running
from propbench.bench.claims.registration import Claim
from propbench.bench.convergence.races import Race
from propbench.bench.convergence.tasks import TASKS
from propbench.bench.results import (
    OBSERVATIONS_FILE,
    TRAINING_FILE,
    Observation,
    append_all,
    read_lines,
)

# For the predicted cost only, as seen on one core of a small cloud machine: seconds of a step for
# each multiply-add and element, the share of its budget that a run uses on average, what starting
# the worker processes and compiling take, a shipped run that is repeated, and what the experiments
# of this machine take, by profile.
_MULTIPLY_ADD_S, _ELEMENT_S = 0.04e-9, 1.5e-9
_SHARE_USED = 0.4
_START_S = 6.0
_REPEAT_S = 0.08
_HERE_S = {"quick": 3.0, "standard": 22.0, "full": 40.0}

_SAMPLES = {"quick": 0, "standard": 40, "full": 0}
"""A quick run has no time for it, and a full run trains everything anew."""


@dataclass(frozen=True)
class Stage:
    """Races and experiments of these claims, at the size of a profile."""

    profile: str
    claims: tuple[Claim, ...]

    @property
    def trains(self) -> bool:
        """Whether races are run afresh: in a quick run only where nothing that is shipped fits."""
        return self.profile != "quick" or not reference.training_fits()

    @property
    def sample(self) -> int:
        """How many shipped runs are repeated, to see how many agree on this machine."""
        return _SAMPLES[self.profile]

    @property
    def observing(self) -> tuple[Claim, ...]:
        """Claims whose experiments of this machine are made; a quick run leaves out many.

        It keeps those of the claims that it races. What is left out is judged as not measured.
        """
        quick = self.profile == "quick"
        return tuple(one for one in self.claims if not quick or one.races(self.profile))

    def predicted_s(self, jobs: int) -> float:
        """Rough wall time in seconds on this many cores."""
        races = running.races_of(self.claims, self.profile) if self.trains else ()
        trained_s = sum(_race_s(race) for race in races) + self.sample * _REPEAT_S
        return _START_S + trained_s / jobs + _HERE_S[self.profile]


def plan(profile: str) -> Stage:
    """All claims, at a profile."""
    return Stage(profile, all_claims())


def run(stage: Stage, folder: Path, jobs: int, seed: int, told: Callable[[str], None]) -> None:
    """Train and observe what the folder does not have yet.

    What is shipped and fits this code is not observed again, and a sample of the shipped training
    is repeated.
    """
    training, observations = folder / TRAINING_FILE, folder / OBSERVATIONS_FILE
    shipped = reference.load(stage.claims)
    if stage.trains:
        told("training the networks")
        running.train(stage.claims, stage.profile, training, jobs)
    if stage.sample:
        told("repeating shipped training runs")
        running.repeat(shipped, stage.sample, training, jobs, seed)
    if not read_lines(observations, Observation):
        told("the claims' own experiments")
        have = {one.claim for one in shipped.observations}
        missing = [claim for claim in stage.claims if claim.REGISTRATION.id not in have]
        found = running.measure(missing, stage.profile, jobs)
        append_all(observations, [*found, *running.measure_here(stage.observing, stage.profile)])


def _race_s(race: Race) -> float:
    """Seconds of all runs of a race on one core, without extensions."""
    task = TASKS[race.task]
    sizes = task.sizes(race.hidden)
    weights = sum(n_in * n_out for n_in, n_out in pairwise(sizes))
    # Three products a layer, and some passes over the elements.
    step_s = task.m * (3 * weights * _MULTIPLY_ADD_S + sum(sizes[1:]) * _ELEMENT_S)
    starts = len(race.ruleset.starts(race.arms[0], race.ruleset.grid))
    runs = len(race.arms) * (starts * race.n_tuning + race.n_reporting)
    return runs * race.max_iterations * _SHARE_USED * step_s
