"""Races as tables: one row a training run, and one row a run and kept iteration."""

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from propbench.bench.grid import NETWORKS
from propbench.bench.training.races import Entrant, Finish, Race
from propbench.bench.training.runs import Candidate, Outcome
from propbench.bench.training.targets import curve_points
from propbench.bench.training.tasks import TASKS

_KEYS = [
    *("task", "network", "hidden", "m", "ruleset", "arm", "activation", "role"),
    *("learning_rate", "initialisation", "seed"),
]

COLUMNS = [*_KEYS, "target", "iterations", "reached", "diverged", "last_loss", "max_iterations"]
"""The columns of convergence.csv."""


def training(finishes: Mapping[Race, Finish]) -> pd.DataFrame:
    """COLUMNS of every run, at the headline target; a censored one has its budget."""
    rows = []
    for finish in finishes.values():
        task = TASKS[finish.race.task]
        place, budget = task.targets.index(task.headline_target), finish.race.max_iterations
        for keys, outcome in _runs(finish):
            arrival = outcome.arrivals[place]
            iterations = budget if arrival is None else arrival
            found = (iterations, arrival is not None, outcome.diverged, outcome.last_loss, budget)
            rows.append((*keys, task.headline_target, *found))
    return pd.DataFrame(rows, columns=COLUMNS)


def curves(finishes: Mapping[Race, Finish]) -> pd.DataFrame:
    """Mean training loss before some of the steps, of the runs that are reported and have it."""
    rows = []
    for finish in finishes.values():
        points = curve_points(finish.race.max_iterations)
        for entrant in finish.entrants.values():
            for keys, outcome in _reported(finish, entrant):
                rows += [(*keys, *point) for point in zip(points, outcome.curve, strict=False)]
    return pd.DataFrame(rows, columns=[*_KEYS, "iteration", "loss"])


def network_name(race: Race) -> str:
    """The network of the grid that a race trains, or an empty string."""
    for name, spec in NETWORKS.items():
        if spec.dataset == race.task and spec.sizes[1:-1] == race.hidden:
            return name
    return ""


def _runs(finish: Finish) -> Iterator[tuple[tuple[object, ...], Outcome]]:
    """Keys and outcome of every tuning run, and of every run at the chosen start."""
    for entrant in finish.entrants.values():
        for start, outcomes in entrant.tuned.items():
            yield from _keyed(finish, entrant, "tuning", start, outcomes)
        yield from _reported(finish, entrant)


def _reported(finish: Finish, entrant: Entrant) -> Iterator[tuple[tuple[object, ...], Outcome]]:
    return _keyed(finish, entrant, "reporting", entrant.chosen, entrant.outcomes)


def _keyed(
    finish: Finish, entrant: Entrant, role: str, start: Candidate, outcomes: Iterable[Outcome]
) -> Iterator[tuple[tuple[object, ...], Outcome]]:
    race, arm = finish.race, entrant.arm
    hidden = "-".join(map(str, race.hidden))
    where = (race.task, network_name(race), hidden, TASKS[race.task].m, race.ruleset.name)
    seeds = race.tuning_seeds if role == "tuning" else race.reporting_seeds
    chosen = (start.learning_rate, start.initialisation)
    for seed, outcome in zip(seeds, outcomes, strict=True):
        yield (*where, arm.name, arm.activation, role, *chosen, seed), outcome
