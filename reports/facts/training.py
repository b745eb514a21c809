"""Whether one activation trains faster than another, split into its two factors."""

from dataclasses import dataclass

import pandas as pd

from propbench.bench.claims.referee.comparing import compare, headline
from propbench.bench.statistics import Interval, product
from propbench.bench.training.races import Finish
from propbench.bench.training.rulesets import RULESETS
from propbench.bench.training.tasks import TASKS
from propbench.reports.facts.cells import headline_cells, pick
from propbench.reports.frame import Frames
from propbench.reports.frame.training import network_name

NETWORKS = ("shallow", "deep")

PREFERRED = ("R1", "R2", *(one.name for one in RULESETS if one.name.startswith("R0")))
"""Rulesets in the order in which the first screen looks for one."""

_ARMS = ("sigmoid", "tanh", "relu", "leaky_relu")


@dataclass(frozen=True)
class TrainingGap:
    """`fast` against `slow` on one network under one ruleset.

    Ratios are slow / fast, above 1 where `fast` is better. `reached` counts runs that reached
    the target, of `runs`, for fast and slow; where none did, `iterations` is None. `step` is in
    `implementation`, None where it was not measured with both; `seconds` is the product.
    """

    fast: str
    slow: str
    network: str
    ruleset: str
    target: float
    m: int
    reached: tuple[int, int]
    runs: tuple[int, int]
    iterations: Interval | None
    step: Interval | None
    implementation: str
    seconds: Interval | None


def reported(frames: Frames) -> pd.DataFrame:
    """Reporting runs of the plain arms on NETWORKS, at the headline target of each."""
    runs = pick(frames.training, role="reporting")
    return runs[runs["network"].isin(NETWORKS) & runs["arm"].isin(_ARMS)]


def of_preferred_ruleset(table: pd.DataFrame) -> pd.DataFrame:
    """Rows of the first ruleset in the order of preference that the table has."""
    present = [name for name in PREFERRED if name in set(table["ruleset"])]
    return table[table["ruleset"] == present[0]] if present else table[:0]


def training_gaps(
    frames: Frames, fast: str = "relu", slow: str = "sigmoid"
) -> tuple[TrainingGap, ...]:
    """Every race of both on NETWORKS, by network and then by preferred ruleset."""
    found = [
        _compare(frames, finish, fast, slow)
        for finish in frames.claims.finishes.values()
        if network_name(finish.race) in NETWORKS and {fast, slow} <= finish.entrants.keys()
    ]
    place = {name: at for at, name in enumerate(PREFERRED)}
    return tuple(sorted(found, key=lambda one: (NETWORKS.index(one.network), place[one.ruleset])))


def step_ratio(
    frames: Frames, network: str, m: int, fast: str, slow: str
) -> tuple[str, Interval | None]:
    """Seconds of a training step with activation `slow` over those with `fast`, in the fastest
    implementation that has both measured; its name first.
    """
    cells = headline_cells(frames, network=network, m=m, activation=None)
    measured = cells[cells["kind"] == "measured"].sort_values("median_s")
    for row in measured[measured["activation"] == fast].itertuples():
        other = pick(measured, implementation=row.implementation, activation=slow)
        if len(other):
            ratio = frames.ratio(str(other.index[0]), str(row.Index))
            return str(row.implementation), ratio
    return "", None


def _compare(frames: Frames, finish: Finish, fast: str, slow: str) -> TrainingGap:
    task, network = TASKS[finish.race.task], network_name(finish.race)
    iterations = compare(finish, slow, fast, {}).ratio
    arms = [finish.entrants[name] for name in (fast, slow)]
    activations = [entrant.arm.activation for entrant in arms]
    implementation, step = step_ratio(frames, network, task.m, *activations)
    place, n = headline(finish), finish.race.n_reporting
    return TrainingGap(
        fast=fast,
        slow=slow,
        network=network,
        ruleset=finish.race.ruleset.name,
        target=task.headline_target,
        m=task.m,
        reached=(arms[0].reached(place), arms[1].reached(place)),
        runs=(n, n),
        iterations=iterations,
        step=step,
        implementation=implementation,
        seconds=product([iterations, step]) if iterations and step else None,
    )
