"""The comparison in sentences: which choices change, what else differs, what changed since."""

from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from propbench.bench.numbers import count, times
from propbench.reports.naming import named
from propbench.reports.own_network.words import PHASES
from propbench.reports.sentences.choice import at_sizes
from propbench.reports.sentences.lists import joined
from propbench.reports.sentences.short import as_sentence
from propbench.reports.side_by_side import choices
from propbench.reports.side_by_side.differences import missing_cells, missing_implementations
from propbench.reports.side_by_side.named_runs import NamedRun
from propbench.reports.side_by_side.since import CEILINGS, Since

UNPAIRED = (
    "Such runs were not measured side by side, so this is no verdict: the speed of a machine "
    "changes from day to day, with what else it does, its temperature, and where arrays lie in "
    "memory. `propbench regress` compares two commits by turns on one core, and judges."
)


def title(runs: Sequence[NamedRun]) -> str:
    """What the choices may change with."""
    one_machine = len({run.machine for run in runs}) == 1
    return f"What changes {'between them' if one_machine else 'from machine to machine'}?"


def changes(runs: Sequence[NamedRun]) -> list[str]:
    """Every choice that is not the same everywhere; or that none is not."""
    cells = choices.cells(runs)
    said = [*_winners(runs, cells), *_reversals(runs, cells), *_pays_back(runs), *_relu(runs)]
    if said:
        return [as_sentence(words) for words in said]
    if not cells:
        return ["They have no question in common at which somebody won, so no choice is compared."]
    return [
        f"No choice changes: {_everywhere(len(cells))} some implementation is the fastest in every "
        "run, or not told from the fastest."
    ]


def _everywhere(n: int) -> str:
    return f"at each of the {count(n)} phases and sizes that all have" if n > 1 else "here"


def missing(runs: Sequence[NamedRun]) -> list[str]:
    """What is not compared, because not all have it."""
    shared, own = missing_cells(runs)
    more = [f"{name} has {count(n)} more" for name, n in own.items() if n]
    cells = [f"All have the same {count(shared)} cells; {joined(more)}."] if more else []
    return cells + [
        f"{named(name)} is not in {joined(without)}."
        for name, without in missing_implementations(runs).items()
    ]


def changed_since(since: Since) -> list[str]:
    """From an earlier run to a later one of the same machine, and what could explain it."""
    earlier, later = since.earlier.name, since.later.name
    asked = f"What changed from {earlier} to {later}?"
    if not since.moved:
        return [f"{asked} They have no measured cell in common."]
    return [
        f"{asked} Seconds of {later} over those of {earlier}, on one machine as far as they say:",
        *_explained(since),
    ]


def _winners(runs: Sequence[NamedRun], cells: Sequence[choices.Cell]) -> Iterator[str]:
    """Neighbouring sizes with the same winners in each run, together."""
    for (phase, winners), stretch in groupby(cells, key=lambda cell: (cell.phase, cell.winners)):
        group = list(stretch)
        if group[0].changes:
            where = at_sizes([cell.m for cell in group])
            yield f"fastest at {PHASES[phase]} {where}: {_by_winner(runs, winners)}"


def _by_winner(runs: Sequence[NamedRun], winners: Sequence[choices.Names]) -> str:
    places: dict[choices.Names, list[str]] = {}
    for run, names in zip(runs, winners, strict=True):
        places.setdefault(names, []).append(run.name)
    return "; ".join(
        f"{' and '.join(map(named, names))}{' (a tie)' * (len(names) > 1)} on {joined(where)}"
        for names, where in places.items()
    )


def _reversals(runs: Sequence[NamedRun], cells: Sequence[choices.Cell]) -> Iterator[str]:
    """Those that are not said by who is the fastest."""
    fastest = {(cell.phase, cell.m): {*chain(*cell.winners)} for cell in cells if cell.changes}
    alike = groupby(
        (
            each
            for each in choices.reversals(runs)
            if not {each.one, each.other} <= fastest.get((each.phase, each.m), set())
        ),
        key=lambda each: (each.one, each.other, each.phase, each.faster_in, each.slower_in),
    )
    for (one, other, phase, faster, slower), group in alike:
        sizes = joined([count(each.m) for each in group])
        yield (
            f"for {PHASES[phase]} at m = {sizes}, {named(one)} is faster than {named(other)} on "
            f"{joined(faster)} and slower on {joined(slower)}"
        )


def _pays_back(runs: Sequence[NamedRun]) -> Iterator[str]:
    for name, words in choices.pays_back(runs).items():
        yield (
            f"the start of {named(name)} is paid back on {joined(words['calls'])} and never on "
            f"{joined(words['never'])}"
        )


def _relu(runs: Sequence[NamedRun]) -> Iterator[str]:
    for network, words in choices.relu(runs).items():
        yield (
            f"on the {network} network ReLU is faster than sigmoid on {joined(words['yes'])} and "
            f"slower on {joined(words['no'])}"
        )


def _explained(since: Since) -> Iterator[str]:
    bare = next((moved for moved in since.moved if moved.implementation == CEILINGS), None)
    if bare is not None:
        yield (
            f"The {CEILINGS} of matrices and the memory test hold no code of an implementation: "
            f"their {times(bare.middle)} is the machine's or its libraries'."
        )
    if since.other_code:
        yield f"The code of {joined([*map(named, since.other_code)])} is not the same."
    else:
        yield "The code of the implementations is the same."
