"""Races as tables: one row a training run, and one row a run and loss on its way."""

from collections.abc import Iterator, Mapping

import pandas as pd

from propbench.bench.grid import NETWORKS
from propbench.bench.training.races import Finish, Race
from propbench.bench.training.runs import Outcome
from propbench.bench.training.tasks import TASKS

_KEYS = [
    *("task", "network", "hidden", "m", "ruleset", "arm", "activation"),
    *("learning_rate", "initialisation", "seed"),
]

COLUMNS = [*_KEYS, "target", "iterations", "reached", "diverged", "last_loss", "max_iterations"]
"""The columns of convergence.csv."""


def training(finishes: Mapping[Race, Finish]) -> pd.DataFrame:
    """COLUMNS of every reported run, at the headline target; a censored one has its budget."""
    rows = []
    for finish in finishes.values():
        task = TASKS[finish.race.task]
        place, budget = task.targets.index(task.headline_target), finish.race.max_iterations
        for keys, outcome in _reported(finish):
            arrival = outcome.arrivals[place]
            iterations = budget if arrival is None else arrival
            found = (iterations, arrival is not None, outcome.diverged, outcome.last_loss, budget)
            rows.append((*keys, task.headline_target, *found))
    return pd.DataFrame(rows, columns=COLUMNS)


def curves(finishes: Mapping[Race, Finish]) -> pd.DataFrame:
    """Iterations to every loss that a reported run of the grid's networks was for, without a number
    where it never came so low."""
    rows: list[tuple[object, ...]] = []
    for finish in finishes.values():
        if not network_name(finish.race):
            continue
        targets = TASKS[finish.race.task].targets
        for keys, outcome in _reported(finish):
            arrivals = zip(targets, outcome.arrivals, strict=True)
            rows += [(*keys, loss, arrival) for loss, arrival in arrivals]
    table = pd.DataFrame(rows, columns=[*_KEYS, "loss", "iteration"])
    return table.astype({"loss": float, "iteration": float})


def network_name(race: Race) -> str:
    """The network of the grid that a race trains, or an empty string."""
    for name, spec in NETWORKS.items():
        if spec.dataset == race.task and spec.sizes[1:-1] == race.hidden:
            return name
    return ""


def _reported(finish: Finish) -> Iterator[tuple[tuple[object, ...], Outcome]]:
    """Keys and outcome of every run of the learning rate and start that tuning chose."""
    race = finish.race
    hidden = "-".join(map(str, race.hidden))
    where = (race.task, network_name(race), hidden, TASKS[race.task].m, race.ruleset.name)
    for entrant in finish.entrants.values():
        arm, start = entrant.arm, entrant.chosen
        keys = (*where, arm.name, arm.activation, start.learning_rate, start.initialisation)
        for seed, outcome in zip(race.reporting_seeds, entrant.outcomes, strict=True):
            yield (*keys, seed), outcome
