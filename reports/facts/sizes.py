"""What happens over sizes: the range of a ratio, where it crosses 1, and who wins where."""

from dataclasses import dataclass

import pandas as pd

from propbench.bench.families import FAMILIES
from propbench.bench.grid import NETWORK_PHASES
from propbench.bench.statistics import Interval, crossover, verdict
from propbench.reports.facts.cells import headline_cells, is_unstable, pick
from propbench.reports.frame import BASELINE, Frames


@dataclass(frozen=True)
class Sizes:
    """An implementation against another, at every m where both are measured.

    `ratios` are other / implementation by m, ascending; `crossing` is the pair of neighbouring
    sizes between which the implementation overtakes the other for good.
    """

    implementation: str
    other: str
    ratios: tuple[tuple[int, Interval], ...]
    crossing: tuple[int, int] | None


@dataclass(frozen=True)
class Tile:
    """Who wins at one phase and m.

    `winners` has more than one name for a tie, and none where nothing is measured. `lead` is the
    next one's seconds over the winner's. `unstable` says whether any of the winners is.
    """

    phase: str
    m: int
    winners: tuple[str, ...]
    lead: float | None
    next_one: str
    unstable: bool = False


def sizes(frames: Frames, implementation: str, other: str = BASELINE) -> Sizes:
    """Ratios at the headline question over all m."""
    cells = headline_cells(frames, m=None)
    by_name = {(row.implementation, row.m): str(row.Index) for row in cells.itertuples()}
    found = {}
    for m in sorted(cells["m"].unique()):
        own, others = by_name.get((implementation, m)), by_name.get((other, m))
        ratio = frames.ratio(others, own) if own and others else None
        if ratio is not None:
            found[int(m)] = ratio
    crossing = crossover(list(found), list(found.values()))
    return Sizes(implementation, other, tuple(found.items()), crossing)


def tiles(frames: Frames, league: str | None = None) -> tuple[Tile, ...]:
    """The winner at every phase and m of the headline network and activation, closed division.

    With `league`, among those of it alone.
    """
    every = headline_cells(frames, m=None, phase=None)
    every = every[every["league"] == league] if league else every
    # Half decades are timed for the loops alone: nobody competes there.
    interpreted = [family.name for family in FAMILIES.values() if family.interpreted]
    shared = every[~every["family"].isin(interpreted)]
    columns = sorted(int(m) for m in shared["m"].unique())
    phases = [phase for phase in NETWORK_PHASES if phase in set(every["phase"])]
    return tuple(
        _tile(frames, pick(every, phase=phase, m=m), phase, m) for phase in phases for m in columns
    )


def _tile(frames: Frames, cells: pd.DataFrame, phase: str, m: int) -> Tile:
    measured = [str(case) for case in cells.index[cells["kind"] == "measured"]]
    seconds = cells["median_s"].astype(float).to_dict()
    ordered = sorted(measured, key=lambda case: seconds[case])
    names = cells["implementation"]
    if not ordered:
        return Tile(phase, m, (), None, "")
    ratios = {case: frames.ratio(case, ordered[0]) for case in ordered[1:]}
    slower = [case for case, ratio in ratios.items() if ratio and verdict(ratio) == "above"]
    tied = [case for case in ordered if case not in slower]
    lead = ratios[slower[0]] if slower else None
    winners = tuple(str(names[case]) for case in tied)
    next_one = str(names[slower[0]]) if slower else ""
    unstable = any(is_unstable(frames, case) for case in tied)
    return Tile(phase, m, winners, lead.point if lead else None, next_one, unstable)
