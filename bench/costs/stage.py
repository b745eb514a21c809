"""The stage before the checks: cost sheets, then what allocation costs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from propbench.bench.cases import Profile
from propbench.bench.costs import allocation, sheet
from propbench.bench.costs.sheet import Sheet
from propbench.bench.costs.steps import IMPLEMENTATION
from propbench.bench.descriptions import Described


@dataclass(frozen=True)
class Costs:
    """What the stage measures."""

    sheet: Sheet
    pairs: int
    """Pairs of processes of the allocation finding; none where the C library has no thresholds."""

    def predicted_s(self) -> dict[str, float]:
        """Seconds by what `run` reports as done."""
        sheets = {name: self.sheet.predicted_s(name) for name in self.sheet.specifiers}
        pairs = {allocation.name(n): allocation.PAIR_S for n in range(1, self.pairs + 1)}
        return {**sheets, **pairs}


def plan(profile: Profile, implementations: Mapping[str, Described]) -> Costs:
    """The stage of a profile; keys are names on the command line."""
    present = IMPLEMENTATION in {one.name for one in implementations.values()}
    pairs = profile.allocation_pairs if present and allocation.applies() else 0
    return Costs(sheet.plan(implementations, profile.cost_processes), pairs)


def run(costs: Costs, folder: Path, done: Callable[[str], None]) -> None:
    """Measure what has no record yet."""
    sheet.run(costs.sheet, folder, done)
    if costs.pairs:
        allocation.run(costs.pairs, folder, done)
