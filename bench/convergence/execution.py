"""Carries out a study over the cores, handing over each record in the plan's order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain

from joblib import Parallel, delayed

from bench.convergence.arms import Arm
from bench.convergence.study import Budget, Study
from bench.convergence.targets import headline_target
from bench.convergence.training import Batch, Trial, train
from bench.convergence.tuning import best_learning_rate
from bench.results import TrainingRecord

_MAX_EXTENSIONS = 2
"""An arm whose best is at the edge even then is reported there; its tuning runs show it."""

Write = Callable[[TrainingRecord], None]
Progress = Callable[[float], None]


def run(
    study: Study,
    write: Write,
    jobs: int,
    progress: Progress | None = None,
    done: Iterable[TrainingRecord] = (),
) -> None:
    """Train everything that the study plans, on `jobs` cores.

    `write` gets each new record, in an order and with contents that do not depend on `jobs`.
    `progress` gets the predicted share of the work that is done, 0 to 1. `done` are records of
    an interrupted run of the same study: they are not trained or written again.
    """
    known = {Trial.of(record): record for record in done}
    work = _Work(study, write, jobs, progress or _ignore, known)
    for budget in study.budgets:
        chosen = _tune(work, budget)
        rates = {arm: (rate,) for arm, rate in chosen.items()}
        work.finish(study.batches(budget, "reporting", rates))
    work.progress(1.0)


def _tune(work: "_Work", budget: Budget) -> dict[Arm, float]:
    """The selected learning rate of each arm, from a grid extended until none is at its edge."""
    grid = budget.learning_rates
    tried: set[float] = set()
    records: list[TrainingRecord] = []
    chosen: dict[Arm, float] = {}
    for _ in range(1 + _MAX_EXTENSIONS):
        new = tuple(rate for rate in grid.learning_rates if rate not in tried)
        if not new:
            break
        tried.update(new)
        batches = work.study.batches(budget, "tuning", dict.fromkeys(work.study.arms, new))
        records += work.finish(batches)
        chosen = _select(work.study.arms, records)
        grid = grid.extended(chosen.values())
    return chosen


def _select(arms: Iterable[Arm], records: list[TrainingRecord]) -> dict[Arm, float]:
    """The best learning rate of each arm, from tuning runs on one network."""
    target = headline_target(records[0].network)
    return {
        arm: best_learning_rate([r for r in records if r.arm == arm.name], target) for arm in arms
    }


@dataclass(frozen=True)
class _Work:
    """The study under way; `known` grows with each record."""

    study: Study
    write: Write
    jobs: int
    progress: Progress
    known: dict[Trial, TrainingRecord]

    def finish(self, batches: list[Batch]) -> list[TrainingRecord]:
        """Train batches that have anything new; return the records of all."""
        new = [batch for batch in batches if not self.known.keys() >= set(batch)]
        results = Parallel(n_jobs=self.jobs, return_as="generator")(
            delayed(train)(batch) for batch in new
        )
        for record in chain.from_iterable(results):
            self._take(record)
        return [self.known[trial] for trial in chain.from_iterable(batches)]

    def _take(self, record: TrainingRecord) -> None:
        trial = Trial.of(record)
        if trial not in self.known:
            self.known[trial] = record
            self.write(record)
            self.progress(self._share_done())

    def _share_done(self) -> float:
        run_s = {budget.network: self.study.run_s(budget) for budget in self.study.budgets}
        done_s = sum(run_s[trial.network] for trial in self.known)
        return min(1.0, done_s / self.study.work_s)


def _ignore(_share: float) -> None:
    """Nobody watches."""
