"""Whether one activation trains faster than another, split into its two factors."""

from dataclasses import dataclass

import pandas as pd

from bench.convergence.targets import headline_target
from bench.statistics import Interval, restricted_mean_ratio
from reports.facts.cells import headline_cells, is_unstable, pick
from reports.frame import Frames
from reports.frame.ratios import product

CLAIM = "C1"
"""The claim that compares activations as taught; an arm of it is named after its activation."""

NETWORKS = ("shallow", "deep")
SHARED_RATE = "R0"
"""The ruleset in which every arm has the same learning rate, so that each rate is its own row."""

PREFERRED = ("R1", "R2", "R0")
"""Rulesets in the order in which the first screen looks for one."""


@dataclass(frozen=True)
class Comparison:
    """`fast` against `slow` on one network under one ruleset.

    Ratios are slow / fast, above 1 where `fast` is better. `reached` counts runs that reached
    the target, of `runs`, for fast and slow. `step` is in `implementation`; `seconds` is the
    product. A ratio is None where its parts were not measured.
    """

    fast: str
    slow: str
    network: str
    ruleset: str
    learning_rate: float | None
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
    plain = pick(frames.training, claim=CLAIM, role="reporting")
    plain = plain[plain["arm"] == plain["activation"]]
    headline = {network: headline_target(network) for network in NETWORKS}
    return plain[plain["target"] == plain["network"].map(headline)]


def comparisons(
    frames: Frames, fast: str = "relu", slow: str = "sigmoid"
) -> tuple[Comparison, ...]:
    """Every network of NETWORKS and ruleset that has runs of both."""
    runs = reported(frames)
    found = []
    for network in NETWORKS:
        for ruleset in PREFERRED:
            chosen = pick(runs, network=network, ruleset=ruleset)
            rates = sorted(chosen["learning_rate"].unique()) if ruleset == SHARED_RATE else [None]
            for rate in rates:
                group = chosen if rate is None else pick(chosen, learning_rate=rate)
                found += _compare(frames, group, fast, slow, rate)
    return tuple(found)


def step_ratio(
    frames: Frames, network: str, m: int, fast: str, slow: str
) -> tuple[str, Interval | None]:
    """Seconds of a training step with `slow` over those with `fast`, in the fastest
    implementation that has both measured and stable; its name first.
    """
    cells = headline_cells(frames, network=network, m=m, activation=None)
    measured = cells[cells["kind"] == "measured"].sort_values("median_s")
    stable = measured[[not is_unstable(frames, str(case)) for case in measured.index]]
    for row in stable[stable["activation"] == fast].itertuples():
        other = pick(stable, implementation=row.implementation, activation=slow)
        if len(other):
            ratio = frames.ratio(str(other.index[0]), str(row.Index))
            return str(row.implementation), ratio
    return "", None


def times_by_seed(group: pd.DataFrame, activation: str, horizon: int) -> dict[int, float]:
    """Iterations to the target by seed; a censored run enters with the horizon."""
    own = pick(group, activation=activation)
    return {
        int(row["seed"]): float(max(1, min(row["iterations"], horizon)))
        if row["reached"]
        else float(horizon)
        for row in own.to_dict("records")
    }


def _compare(
    frames: Frames, group: pd.DataFrame, fast: str, slow: str, rate: float | None
) -> list[Comparison]:
    both = group[group["activation"].isin([fast, slow])]
    if both["activation"].nunique() < 2:
        return []
    first = both.iloc[0]
    network, m = str(first["network"]), int(first["m"])
    horizon = int(both["max_iterations"].min())
    iterations = _ratio(both, fast, slow, horizon)
    implementation, step = step_ratio(frames, network, m, fast, slow)
    return [
        Comparison(
            fast=fast,
            slow=slow,
            network=network,
            ruleset=str(first["ruleset"]),
            learning_rate=rate,
            target=float(first["target"]),
            m=m,
            reached=(_reached(both, fast), _reached(both, slow)),
            runs=(len(pick(both, activation=fast)), len(pick(both, activation=slow))),
            iterations=iterations,
            step=step,
            implementation=implementation,
            seconds=product([iterations, step]) if iterations and step else None,
        )
    ]


def _ratio(both: pd.DataFrame, fast: str, slow: str, horizon: int) -> Interval | None:
    a, b = times_by_seed(both, fast, horizon), times_by_seed(both, slow, horizon)
    return restricted_mean_ratio(a, b) if a.keys() & b.keys() else None


def _reached(both: pd.DataFrame, activation: str) -> int:
    return int(pick(both, activation=activation)["reached"].sum())
