"""The headline case as a table: a row a package, a column a league."""

from collections.abc import Mapping
from dataclasses import dataclass

from propbench.impls.contract import LEAGUES
from propbench.reports.facts.cells import Standing, headline_cells, standings
from propbench.reports.frame import Frames
from propbench.reports.naming import package


@dataclass(frozen=True)
class Packages:
    """By package and league, the fastest that was measured, or one that has no time.

    `slowest_s` is the longest of the times that stand in it; 0 where there is none.
    """

    rows: Mapping[str, Mapping[str, Standing]]
    slowest_s: float

    def timed(self, name: str, league: str = LEAGUES[0]) -> Standing | None:
        """The measured one of a package and league."""
        standing = self.rows.get(name, {}).get(league)
        return standing if standing and standing.kind == "measured" else None


def packages(frames: Frames) -> Packages:
    """Slowest textbook code first."""
    rows: dict[str, dict[str, Standing]] = {}
    for standing in reversed(standings(frames, headline_cells(frames))):
        own = rows.setdefault(package(standing.implementation), {})
        held = own.get(standing.league)
        if held is None or (_seconds(standing) or 1e99) < (_seconds(held) or 1e99):
            own[standing.league] = standing
    ordered = sorted(rows, key=lambda name: -_slowness(rows[name]))
    times = [_seconds(each) for own in rows.values() for each in own.values()]
    return Packages({name: rows[name] for name in ordered}, max(times, default=0.0))


def _slowness(own: Mapping[str, Standing]) -> float:
    return max(_seconds(standing) for standing in own.values())


def _seconds(standing: Standing) -> float:
    """0 without a measured time."""
    measured = standing.kind == "measured" and standing.seconds
    return measured.point if measured else 0.0
