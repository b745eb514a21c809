"""From a question to what the arms did: the same training as any other, on seeds of its own."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from propbench.bench.own_training import conducting
from propbench.bench.own_training.conducting import Finished, conduct, predicted_s
from propbench.bench.own_training.races import OwnRun
from propbench.bench.own_training.table import DataError
from propbench.bench.own_training.target import Train, chosen_target
from propbench.bench.process import WorkerError
from propbench.bench.progress import Meter
from propbench.bench.training import engine
from propbench.bench.training.runs import Candidate, Outcome, TrainingRun
from propbench.bench.training.seeds import N_LOOK, reporting_seeds, tuning_seeds
from tests.bench.own_training.asking import BUDGET, ask, table

OWN = {"task": None, "data": table(), "label": "label"}


class Silent(Meter):
    """Remembers the stages."""

    def __init__(self) -> None:
        super().__init__(1.0)
        self.stages: list[str] = []

    def stage(self, name: str) -> None:
        self.stages.append(name)

    def advance(self, seconds: float) -> None:
        assert seconds >= 0


def conducted(**given: object) -> tuple[Finished, list[str]]:
    meter = Silent()
    return conduct(ask(**given), meter), meter.stages


def test_a_run_that_carries_its_task_does_what_a_run_of_the_table_does() -> None:
    (race, *_) = ask(task="moons", iterations=100).races(0.05)
    (entry,) = race.entries
    start = Candidate(1.0, "he")
    own = [entry.run(start, seed, 100) for seed in (1, 2)]
    listed = [TrainingRun("moons", (4,), entry.arm, start, seed, 100, False) for seed in (1, 2)]
    assert engine.train(tuple(own)) == engine.train(tuple(listed))


def trained(losses: dict[str, float]) -> Train:
    """Every trial of an arm ends at its loss: at a rate of 1; others are worse, or diverge."""

    def train(runs: Iterable[OwnRun]) -> dict[TrainingRun, Outcome]:
        outcomes: dict[TrainingRun, Outcome] = {}
        for run in runs:
            rate = run.candidate.learning_rate
            loss = losses[run.arm.name] + (rate != 1)
            outcomes[run] = Outcome((None,), diverged=rate > 1, last_loss=0.0 if rate > 1 else loss)
        return outcomes

    return train


@pytest.mark.parametrize(
    ("losses", "target"),
    [
        ({"relu": 0.0312, "tanh": 0.1}, 0.1),
        ({"relu": 0.2, "tanh": 0.2001}, 0.21),
        ({"relu": 0.1, "tanh": 0.69}, 0.4),
        ({"relu": 1e-5, "tanh": 1e-6}, 0.014),
    ],
    ids=["the slowest", "rounded up", "half-way where it does not learn", "no surer than need be"],
)
def test_the_target_is_what_every_arm_that_learns_can_reach(
    losses: dict[str, float], target: float
) -> None:
    assert chosen_target(ask(**OWN), trained(losses)) == target


def test_where_no_arm_learns_there_is_no_target() -> None:
    with pytest.raises(DataError, match=r"no arm learns anything in 40 iterations"):
        chosen_target(ask(**OWN), trained({"relu": 0.69, "tanh": 0.7}))


def test_targets_are_chosen_on_tuning_seeds() -> None:
    seen: list[OwnRun] = []

    def train(runs: Iterable[OwnRun]) -> dict[TrainingRun, Outcome]:
        seen.extend(runs)
        return {run: Outcome((None,), diverged=False, last_loss=0.1) for run in seen}

    chosen_target(ask(**OWN), train)
    assert {run.seed for run in seen} == set(tuning_seeds(N_LOOK))
    assert {run.max_iterations for run in seen} == {BUDGET // 10}


def test_arms_are_tuned_and_reported_on_seeds_that_never_meet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(conducting, "time_steps", lambda _: [{"relu": {}, "tanh": {}}])
    done, stages = conducted(**OWN, rates=(0.3, 1.0))
    assert stages == ["choosing a target", "tuning and training", "timing a step"]
    assert list(done.entrants) == ["relu", "tanh"]
    assert done.seeds == reporting_seeds(6)
    assert set(done.seeds).isdisjoint(tuning_seeds())
    for entrant in done.entrants.values():
        assert len(entrant.outcomes) == 6
        assert not entrant.is_inside
        assert all(outcome.curve for outcome in entrant.outcomes)


def test_an_interruption_keeps_the_arms_that_are_finished(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(conducting, "time_steps", interrupt)
    done, _ = conducted(rates=(1.0,))
    assert done.interrupted
    assert list(done.entrants) == ["relu", "tanh"]


def test_where_no_step_can_be_timed_iterations_are_known_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(_: object) -> None:
        raise WorkerError("out of luck")

    monkeypatch.setattr(conducting, "time_steps", fail)
    done, _ = conducted(rates=(1.0,))
    assert (done.untimed, done.interrupted) == ("out of luck", False)
    assert len(done.entrants) == 2


def test_more_work_is_predicted_to_take_longer() -> None:
    small = ask(**OWN)
    assert predicted_s(small) < predicted_s(replace(small, n_seeds=600))
    assert predicted_s(small) < predicted_s(ask(**OWN, iterations=10 * BUDGET))
    assert predicted_s(ask(**OWN, rates=(1.0,))) < predicted_s(small)
