"""Whether one activation trains faster than another, split into its two factors."""

from dataclasses import dataclass

import pandas as pd

from propbench.bench.claims.referee.comparing import ArmPair, compare
from propbench.bench.statistics import Interval, product
from propbench.bench.training.races import Finish
from propbench.bench.training.tasks import TASKS
from propbench.reports.facts.cells import headline_cells, pick
from propbench.reports.frame import Frames
from propbench.reports.frame.training import network_name

NETWORKS = ("shallow", "deep")

PREFERRED = ("R1", "R2", "R0")
"""Rulesets in the order in which the first screen looks for one, by how their names begin."""

_ARMS = ("sigmoid", "tanh", "relu", "leaky_relu")


@dataclass(frozen=True)
class TrainingGap:
    """`fast` against `slow` on one network under one ruleset.

    Ratios are slow / fast, above 1 where `fast` is better, and of medians over the same seeds.
    `arrived` are the shares of runs that reached the target, of fast and of slow; where half of
    one did not, `bound` is "at least" or "at most"; where half of neither did, `iterations` is
    None. `step` is in `implementation`, None where it was not measured with both; `seconds` is
    the product.
    """

    fast: str
    slow: str
    network: str
    ruleset: str
    arrived: tuple[Interval, Interval]
    iterations: Interval | None
    bound: str
    step: Interval | None
    implementation: str
    seconds: Interval | None


def reported(frames: Frames) -> pd.DataFrame:
    """Reporting runs of the plain arms on NETWORKS, at the headline target of each."""
    runs = frames.training
    return runs[runs["network"].isin(NETWORKS) & runs["arm"].isin(_ARMS)]


def of_preferred_ruleset(table: pd.DataFrame) -> pd.DataFrame:
    """Rows of the first ruleset in the order of preference that the table has."""
    present = sorted(set(table["ruleset"]), key=_preference)
    return table[table["ruleset"] == present[0]] if present else table[:0]


def training_gaps(
    frames: Frames, fast: str = "relu", slow: str = "sigmoid"
) -> tuple[TrainingGap, ...]:
    """One of each of NETWORKS on which both were raced, under the preferred ruleset."""
    gaps: dict[str, TrainingGap] = {}
    for finish in sorted(
        frames.claims.finishes.values(), key=lambda finish: _preference(finish.race.ruleset.name)
    ):
        network = network_name(finish.race)
        if network in NETWORKS and {fast, slow} <= finish.entrants.keys():
            gaps.setdefault(network, _compare(frames, finish, fast, slow))
    return tuple(gaps[network] for network in NETWORKS if network in gaps)


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


def _preference(ruleset: str) -> int:
    return next(i for i, start in enumerate((*PREFERRED, "")) if ruleset.startswith(start))


def _compare(frames: Frames, finish: Finish, fast: str, slow: str) -> TrainingGap:
    network = network_name(finish.race)
    compared = compare(ArmPair(finish, slow, fast, {}))
    activations = [finish.entrants[name].arm.activation for name in (fast, slow)]
    implementation, step = step_ratio(frames, network, TASKS[finish.race.task].m, *activations)
    iterations = compared.ratio
    return TrainingGap(
        fast=fast,
        slow=slow,
        network=network,
        ruleset=finish.race.ruleset.name,
        arrived=(compared.arms[1].arrived, compared.arms[0].arrived),
        iterations=iterations,
        bound=compared.bound,
        step=step,
        implementation=implementation,
        seconds=product([iterations, step]) if iterations and step else None,
    )
