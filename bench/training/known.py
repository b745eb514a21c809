"""Outcomes by training run, kept by what repeated runs have in common.

Replaying searches looks up hundreds of thousands of runs, most of which differ in their seed only:
all that they share is hashed once for all of them.
"""

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from typing import NamedTuple

from propbench.bench.training.arms import Arm
from propbench.bench.training.runs import Candidate, Outcome, TrainingRun


class Setup(NamedTuple):
    """All of a training run but its seed."""

    task: str
    hidden: tuple[int, ...]
    arm: Arm
    candidate: Candidate
    max_iterations: int
    all_targets: bool

    @classmethod
    def of(cls, run: TrainingRun) -> "Setup":
        head = (run.task, run.hidden, run.arm, run.candidate)
        return cls(*head, run.max_iterations, run.all_targets)

    def run(self, seed: int) -> TrainingRun:
        """The run with this seed."""
        head = (self.task, self.hidden, self.arm, self.candidate)
        return TrainingRun(*head, seed, self.max_iterations, self.all_targets)


@dataclass(frozen=True)
class Replicates:
    """Runs of one setup, a seed each."""

    setup: Setup
    seeds: tuple[int, ...]

    @property
    def runs(self) -> tuple[TrainingRun, ...]:
        return tuple(map(self.setup.run, self.seeds))


BySeed = Mapping[int, Outcome]


class KnownRuns(MutableMapping[TrainingRun, Outcome]):
    """A mapping from runs to outcomes. Those of one setup lie together."""

    def __init__(self, outcomes: Mapping[TrainingRun, Outcome] | None = None) -> None:
        self._setups: dict[Setup, dict[int, Outcome]] = {}
        self.update(outcomes or {})

    @classmethod
    def collected(cls, setups: Iterable[tuple[Setup, BySeed]]) -> "KnownRuns":
        """Of setups, of which one may come again with more of its seeds; the last outcome holds."""
        known = cls()
        for setup, by_seed in setups:
            known._setups.setdefault(setup, {}).update(by_seed)
        return known

    @classmethod
    def merged(cls, *several: "KnownRuns") -> "KnownRuns":
        """All of them; of a run that several know, the last outcome holds."""
        return cls.collected(item for known in several for item in known._setups.items())

    @property
    def setups(self) -> Mapping[Setup, BySeed]:
        return self._setups

    def outcomes(self, wanted: Replicates) -> list[Outcome]:
        """In the order of the seeds. Raises KeyError where one is not known."""
        by_seed = self._setups[wanted.setup]
        return [by_seed[seed] for seed in wanted.seeds]

    def __getitem__(self, run: TrainingRun) -> Outcome:
        return self._setups[Setup.of(run)][run.seed]

    def __setitem__(self, run: TrainingRun, outcome: Outcome) -> None:
        self._setups.setdefault(Setup.of(run), {})[run.seed] = outcome

    def __delitem__(self, run: TrainingRun) -> None:
        del self._setups[Setup.of(run)][run.seed]

    def __iter__(self) -> Iterator[TrainingRun]:
        return (setup.run(seed) for setup, by_seed in self._setups.items() for seed in by_seed)

    def __len__(self) -> int:
        return sum(map(len, self._setups.values()))
