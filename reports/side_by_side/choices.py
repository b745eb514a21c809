"""What one would choose differently from run to run, by rules that noise alone does not meet."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from propbench.bench.cases import is_ceiling
from propbench.bench.statistics import verdict
from propbench.reports.facts.cells import headline_cells, pick
from propbench.reports.facts.compiling import pay_backs
from propbench.reports.facts.sizes import tiles
from propbench.reports.facts.training import training_gaps
from propbench.reports.frame import Frames
from propbench.reports.frame.cells import records
from propbench.reports.own_network.words import fastest
from propbench.reports.sentences import training
from propbench.reports.sentences.choice import PHASES
from propbench.reports.side_by_side.named_runs import NamedRun
from propbench.reports.side_by_side.questions import HEADLINE_M

Names = tuple[str, ...]
"""Of runs, as they head their columns; or of implementations."""


@dataclass(frozen=True)
class Cell:
    """A phase and m that all runs have, with the winners of each: all not told from the fastest.

    `changes` where no implementation is among the winners of every run: no one choice is right.
    """

    phase: str
    m: int
    winners: tuple[Names, ...]

    @property
    def changes(self) -> bool:
        return not set.intersection(*map(set, self.winners))


@dataclass(frozen=True)
class Reversal:
    """In a `phase` on `m` examples `one` is faster than `other` in some runs, and slower in
    others, each time told from a tie."""

    one: str
    other: str
    phase: str
    m: int
    faster_in: Names
    slower_in: Names


def cells(runs: Sequence[NamedRun]) -> tuple[Cell, ...]:
    """Every phase and m at which all runs have a winner: training steps first, ascending."""
    by_run = [_winners(run) for run in runs]
    shared = set.intersection(*map(set, by_run))
    return tuple(
        Cell(phase, m, tuple(winners[phase, m] for winners in by_run))
        for phase, m in sorted(shared, key=lambda key: (-list(PHASES).index(key[0]), key[1]))
    )


def reversals(runs: Sequence[NamedRun]) -> tuple[Reversal, ...]:
    """Every pair whose order turns from run to run, at each m, by pair."""
    asked = sorted({key for run in runs for key in _compared(run)})
    found = [reversal for phase, m in asked for reversal in _reversals(runs, phase, m)]
    return tuple(sorted(found, key=lambda each: (each.one, each.other)))


def pays_back(runs: Sequence[NamedRun]) -> dict[str, dict[str, Names]]:
    """By implementation that compiles: the runs where its start is paid back at the headline size,
    and where it never is; of those alone that have both."""
    return _turned(
        runs,
        lambda frames: {
            back.own.implementation: back.answer.answer
            for back in pay_backs(frames)
            if back.m == HEADLINE_M and back.answer.answer != "cannot tell"
        },
    )


def relu(runs: Sequence[NamedRun]) -> dict[str, dict[str, Names]]:
    """By network: the runs where ReLU is faster than sigmoid, and where it is slower; of those
    alone that have both."""
    return _turned(
        runs,
        lambda frames: {
            gap.network: word
            for gap in training_gaps(frames)
            if (word := training.word(gap)) in ("yes", "no")
        },
    )


def _turned(
    runs: Sequence[NamedRun], ask: Callable[[Frames], Mapping[str, str]]
) -> dict[str, dict[str, Names]]:
    found: dict[str, dict[str, Names]] = {}
    for run in runs:
        for key, word in ask(run.frames).items():
            words = found.setdefault(key, {})
            words[word] = (*words.get(word, ()), run.name)
    return {key: words for key, words in found.items() if len(words) > 1}


def _winners(run: NamedRun) -> dict[tuple[str, int], Names]:
    if run.times:
        names = fastest(run.times)
        return {(run.times.case.phase, run.times.case.m): names} if names else {}
    return {(tile.phase, tile.m): tile.winners for tile in tiles(run.frames) if tile.winners}


def _reversals(runs: Sequence[NamedRun], phase: str, m: int) -> Iterator[Reversal]:
    ids = [_compared(run).get((phase, m), {}) for run in runs]
    for one, other in combinations(dict.fromkeys(name for own in ids for name in own), 2):
        orders: dict[str, Names] = {}
        for run, own in zip(runs, ids, strict=True):
            order = _order(run.frames, own.get(other), own.get(one))
            orders[order] = (*orders.get(order, ()), run.name)
        if {"above", "below"} <= orders.keys():
            yield Reversal(one, other, phase, m, orders["above"], orders["below"])


def _compared(run: NamedRun) -> dict[tuple[str, int], dict[str, str]]:
    """Ids of measured cases by implementation, at each phase and m whose pairs are compared: of
    the headline's phase, or of somebody's own network what was asked."""
    every = run.frames.cells
    cells = pick(every, m=run.times.case.m) if run.times else headline_cells(run.frames, m=None)
    found: dict[tuple[str, int], dict[str, str]] = {}
    for case, row in records(pick(cells, kind="measured")).items():
        if not is_ceiling(row["implementation"]):
            found.setdefault((row["phase"], int(row["m"])), {})[row["implementation"]] = case
    return found


def _order(frames: Frames, above: str | None, below: str | None) -> str:
    ratio = frames.ratio(above, below) if above and below else None
    return verdict(ratio) if ratio else "tie"
