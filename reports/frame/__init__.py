"""The only reader of result files: a run's folder in, tidy pandas frames out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from propbench.bench import results
from propbench.bench.claims import all_claims
from propbench.bench.claims.referee.evidence import Shipped
from propbench.bench.claims.referee.judging import NOTHING_JUDGED, Judged, judge
from propbench.bench.claims.referee.registration import Claim
from propbench.bench.claims.runs import reference
from propbench.bench.results import ImplementationRecord, RunRecord
from propbench.bench.sampling.restarts import Samples
from propbench.bench.sampling.samples import faults, samples
from propbench.bench.statistics import Interval
from propbench.impls.contract import FAMILIES, LEAGUES
from propbench.reports.frame.ceilings import with_shares
from propbench.reports.frame.cells import cells, quality, rounds
from propbench.reports.frame.costs import allocation, costs
from propbench.reports.frame.plausible import require_plausible
from propbench.reports.frame.ratios import speedups
from propbench.reports.frame.training import curves, training

BASELINE = "python_loops"
"""The readable reference; every speed-up is over it."""


@dataclass(frozen=True)
class Frames:
    """One run as tables. `cells` and `quality` are keyed by the id of the case.

    `rounds`: one row a round, seconds per call. `cells`: the summary. `quality`: what the summary
    leaves out. `samples`: slices by process and pass, and `controls` those of contenders' second
    entries. `speedups`: over BASELINE.
    `training`: one row a training run. `curves`: one row a run of the grid's networks and loss on
    its way.
    `costs`: one row a process of a cost sheet. `allocation`: one row a size and process.
    """

    run: RunRecord
    rounds: pd.DataFrame
    cells: pd.DataFrame
    quality: pd.DataFrame
    samples: Samples
    controls: Samples
    speedups: pd.DataFrame
    training: pd.DataFrame
    curves: pd.DataFrame
    claims: Judged
    costs: pd.DataFrame
    allocation: pd.DataFrame

    @property
    def restarts(self) -> int:
        """Timing processes that there are: fewer than were wanted, where a run was interrupted."""
        return int(self.rounds["process"].nunique())

    @property
    def implementations(self) -> dict[str, ImplementationRecord]:
        """Those of the run: by family, from loops to frameworks, then league, then name."""
        declared = self.run.implementations
        return {name: declared[name] for name in sorted(declared, key=self._place)}

    def _place(self, name: str) -> tuple[int, int, str]:
        record = self.run.implementations[name]
        known = record.family in FAMILIES and record.league in LEAGUES
        if not known:
            return len(FAMILIES), 0, name
        return FAMILIES.index(record.family), LEAGUES.index(record.league), name

    def ratio(self, above: str, below: str) -> Interval | None:
        """Seconds of case `above` over those of case `below`, paired within a restart."""
        return self.samples.ratio(above, below)


def read(
    folder: Path, shipped: Shipped | None = None, claims: Sequence[Claim] | None = None
) -> Frames:
    """Read a run. Raises bench.results.ResultError naming the file and field that is wrong.

    `shipped` are the training runs to use beside its own, those of the repository without it;
    `claims` are those to judge, all without it.
    """
    run = results.load(folder)
    return with_claims(of_times(run), run, shipped, claims)


def of_times(run: results.Run) -> Frames:
    """The frames of a run before anything is judged. Raises ResultError on what cannot be."""
    require_plausible(run)
    wrong = faults(run)
    slices, by_round = samples(run, wrong), rounds(run, wrong)
    summary = with_shares(cells(run, by_round, slices, wrong), slices)
    return Frames(
        run=run.run,
        rounds=by_round,
        cells=summary,
        quality=quality(by_round, summary, slices),
        samples=slices,
        controls=samples(run, wrong, control=True),
        speedups=speedups(summary, slices, BASELINE),
        training=training({}),
        curves=curves({}),
        claims=NOTHING_JUDGED,
        costs=costs(run.costs),
        allocation=allocation(run.allocation),
    )


def with_claims(
    times: Frames,
    run: results.Run,
    shipped: Shipped | None = None,
    claims: Sequence[Claim] | None = None,
) -> Frames:
    """The same with what was trained, and what follows from it; as `read`."""
    trained = results.read_outcomes(run.training)
    registered = all_claims() if claims is None else claims
    used = reference.load(registered) if shipped is None else shipped
    judged = judge(registered, trained, run.observations, times.samples, used)
    finishes = judged.finishes
    return replace(times, training=training(finishes), curves=curves(finishes), claims=judged)


__all__ = ["BASELINE", "Frames", "of_times", "read", "with_claims"]
