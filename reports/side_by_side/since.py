"""What changed between two runs of one machine. They were not measured side by side, so that
nothing here is a verdict: the machine's own speed changes as much from day to day."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from propbench.bench.cases import is_ceiling
from propbench.reports.frame.cells import records
from propbench.reports.side_by_side.named_runs import NamedRun

CEILINGS = "bare products"
"""In place of an implementation: the ceilings, which no implementation's code is part of."""


@dataclass(frozen=True)
class Moved:
    """Seconds of an implementation in the later run over those in the earlier, over all `cells`
    that both measured: the middle one, and the lowest and the highest."""

    implementation: str
    middle: float
    lowest: float
    highest: float
    cells: int


@dataclass(frozen=True)
class Since:
    """The later run against the earlier one."""

    earlier: NamedRun
    later: NamedRun
    moved: tuple[Moved, ...]
    other_code: tuple[str, ...]
    """Implementations whose sources differ."""


def since(runs: Sequence[NamedRun]) -> tuple[Since, ...]:
    """Each run against the one before it on the same machine, in the order of time."""
    by_machine: dict[str, list[NamedRun]] = {}
    for run in sorted(runs, key=lambda run: (run.record.created, run.record.id)):
        by_machine.setdefault(run.machine, []).append(run)
    return tuple(_since(*pair) for same in by_machine.values() for pair in pairwise(same))


def _since(earlier: NamedRun, later: NamedRun) -> Since:
    before, after = (records(run.frames.cells) for run in (earlier, later))
    ratios: dict[str, list[float]] = {}
    for case, row in after.items():
        if case in before and {row["kind"], before[case]["kind"]} == {"measured"}:
            name = row["implementation"]
            label = CEILINGS if is_ceiling(name) else name
            ratios.setdefault(label, []).append(row["median_s"] / before[case]["median_s"])
    codes = earlier.record.implementations, later.record.implementations
    shared = [name for name in later.frames.implementations if name in codes[0]]
    return Since(
        earlier,
        later,
        tuple(_moved(name, ratios[name]) for name in (*shared, CEILINGS) if name in ratios),
        tuple(name for name in shared if codes[0][name].sources != codes[1][name].sources),
    )


def _moved(name: str, ratios: Sequence[float]) -> Moved:
    return Moved(name, median(ratios), min(ratios), max(ratios), len(ratios))
