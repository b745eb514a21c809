"""From a question to what every arm did: the target, the races, the seconds of a step."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from propbench.bench.environment import usable_cores
from propbench.bench.own_training.question import Question
from propbench.bench.own_training.steps import StepTimes, time_steps
from propbench.bench.own_training.target import chosen_target, trial_length
from propbench.bench.process import WorkerError
from propbench.bench.progress import Meter
from propbench.bench.training.cost import step_s
from propbench.bench.training.engine import Batch
from propbench.bench.training.entrants import Entrant
from propbench.bench.training.execution import carry_out, finished, train_all
from propbench.bench.training.known import KnownRuns
from propbench.bench.training.runs import Outcome, TrainingRun
from propbench.bench.training.seeds import N_LOOK, N_TUNING, reporting_seeds

INTERRUPTED = "interrupted"

# As seen: how many trials long a run of a first look is, how many learning rates are compared, and
# the seconds of starting and timing.
_LOOK, _NEAR, _START_S = 3.0, 3, 8.0


@dataclass(frozen=True)
class Finished:
    """What the arms did, by name, in the order asked; those that were given up are not there.

    `steps` is empty where none could be timed, and `untimed` says why.
    """

    question: Question
    target: float
    entrants: Mapping[str, Entrant]
    steps: StepTimes
    untimed: str = ""

    @property
    def seeds(self) -> tuple[int, ...]:
        """Of the reported runs, in their order."""
        return reporting_seeds(self.question.n_seeds)

    @property
    def interrupted(self) -> bool:
        return self.untimed == INTERRUPTED


def predicted_s(question: Question) -> float:
    """Rough wall time on the cores of this machine."""
    rates = len(question.ruleset.grid.learning_rates)
    trials = N_LOOK * rates * (question.target is None)
    tuning = (_LOOK * N_LOOK * rates + N_TUNING * min(rates, _NEAR)) * question.ruleset.tunes
    steps = trial_length(question.task) * (trials + tuning + question.n_seeds)
    each_s = step_s(question.task, question.hidden)
    return _START_S + len(question.arms) * steps * each_s / usable_cores()


def conduct(question: Question, meter: Meter) -> Finished:
    """Train, then time. An interruption keeps the arms that are finished.

    Raises DataError where no target can be chosen.
    """
    jobs, known = usable_cores(), KnownRuns()

    def write(_: Batch, __: Sequence[Outcome], cpu_s: float) -> None:
        meter.advance(cpu_s / jobs)

    def train(runs: Iterable[TrainingRun]) -> Mapping[TrainingRun, Outcome]:
        trials = dict[TrainingRun, Outcome]()
        train_all(runs, trials, write, jobs)
        return trials

    target = question.target
    if target is None:
        meter.stage("choosing a target")
        target = chosen_target(question, train)
    races = question.races(target)
    meter.stage("tuning and training")
    try:
        finishes = carry_out(races, known, write, jobs)
        meter.stage("timing a step")
        steps, untimed = _timed(question)
    except KeyboardInterrupt:
        finishes, steps, untimed = [*finished(races, known).values()], [], INTERRUPTED
    entrants = {name: entrant for finish in finishes for name, entrant in finish.entrants.items()}
    return Finished(question, target, entrants, steps, untimed)


def _timed(question: Question) -> tuple[StepTimes, str]:
    """The seconds, or why there are none: iterations are known all the same."""
    try:
        return time_steps(question), ""
    except WorkerError as error:
        return [], str(error)
