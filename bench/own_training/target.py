"""A target that arms can be compared at, where nobody names one; the same for all of them."""

import math
from collections.abc import Callable, Iterable, Mapping
from statistics import median

from propbench.bench.own_training.question import Question
from propbench.bench.own_training.races import OwnEntry, OwnRun
from propbench.bench.own_training.table import DataError
from propbench.bench.training.rulesets import candidates
from propbench.bench.training.runs import Outcome, TrainingRun
from propbench.bench.training.seeds import N_LOOK, tuning_seeds
from propbench.bench.training.tasks import Task

_SHARE_OF_BUDGET = 0.1
"""How long trials train: the races have ten times as long."""
_LEARNED, _SURE = 0.99, 0.02
"""Of the loss of guessing: a loss above has learned nothing; one below is surer than it need be."""

Train = Callable[[Iterable[OwnRun]], Mapping[TrainingRun, Outcome]]


def chosen_target(question: Question, train: Train) -> float:
    """The loss that the slowest arm reaches in a tenth of the iterations, on tuning seeds.

    Each arm counts with its best learning rate, and a rate with the median of its seeds. Where the
    slowest hardly learns the target is half-way from guessing to what the best reaches, so that the
    others can still be compared; it is a fiftieth of the loss of guessing at least. Raises
    DataError where no arm learns.
    """
    # A loss that no run reaches, so that each goes on to the end of its trial.
    entries = [entry for race in question.races(0.0) for entry in race.entries]
    runs = {entry.arm.name: _trials(entry) for entry in entries}
    outcomes = train(run for trials in runs.values() for run in trials)
    reached = [_best(trials, outcomes) for trials in runs.values()]
    guessing, lowest = question.guessing, min(reached)
    if lowest > _LEARNED * guessing:
        raise DataError(
            f"no arm learns anything in {trial_length(question.task)} iterations: "
            f"the loss stays at {guessing:.3g}, that of guessing"
        )
    target = max(min(max(reached), (guessing + lowest) / 2), _SURE * guessing)
    unit = 10 ** (math.floor(math.log10(target)) - 1)
    return float(f"{math.ceil(target / unit) * unit:.2g}")


def trial_length(task: Task) -> int:
    """Iterations after which the arms are looked at, to choose a target."""
    return math.ceil(_SHARE_OF_BUDGET * task.budget.tuned)


def _trials(entry: OwnEntry) -> list[OwnRun]:
    starts = candidates(entry.arm.initialisation, entry.ruleset.grid)
    return [
        entry.run(start, seed, trial_length(entry.own))
        for start in starts
        for seed in tuning_seeds(N_LOOK)
    ]


def _best(trials: Iterable[OwnRun], outcomes: Mapping[TrainingRun, Outcome]) -> float:
    losses: dict[float, list[float]] = {}
    for run in trials:
        outcome = outcomes[run]
        last = math.inf if outcome.diverged else outcome.last_loss
        losses.setdefault(run.candidate.learning_rate, []).append(last)
    return min(map(median, losses.values()))
