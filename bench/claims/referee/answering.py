"""From comparisons to an answered question: the one place in which a question gets its verdict."""

from collections.abc import Callable, Iterable, Sequence

from propbench.bench.claims.referee.comparing import ArmPair, Conclusion, conclude, corrected
from propbench.bench.claims.referee.registration import Question, Registration, Series
from propbench.bench.claims.referee.verdicts import ArmComparison, verdict

NOTHING_MEASURED = "Nothing was measured."
NO_RACE = "No race was run."

Cells = Sequence[ArmComparison]


def answered(
    named: tuple[str, str],
    cells: Iterable[ArmComparison],
    words: Callable[[Cells], str],
    share: float,
    series: Series = (),
    *,
    nothing: str = NOTHING_MEASURED,
    is_corrected: bool = False,
) -> Question:
    """A question, by its id and words, with the verdict on its cells; open without any.

    `words` tells the cells that Holm leaves; `nothing` is the answer without any. With
    `is_corrected` they were corrected before, as several questions.
    """
    kept = tuple(cells) if is_corrected else corrected(cells)
    if not kept:
        return Question(*named, nothing, "inconclusive", series=series)
    result = verdict(kept, share)
    factor = result.factor or (_only_varying(kept) if result.word == "depends" else "")
    return Question(*named, words(kept), result.word, factor, kept, series)


def raced(
    named: tuple[str, str],
    pairs: Sequence[ArmPair],
    words: Callable[[Conclusion], str],
    registration: Registration,
    series: Series = (),
    *,
    nothing: str = NO_RACE,
    non_inferiority: bool = False,
) -> Question:
    """A question that races answer; what flips its verdict is the first of its series."""
    if not pairs:
        return Question(*named, nothing, "inconclusive", series=series)
    end = conclude(pairs, registration.share, registration.margin, non_inferiority=non_inferiority)
    return Question(*named, words(end), end.verdict, end.factor, end.cells, (*end.flips, *series))


def _only_varying(cells: Cells) -> str:
    """The one factor in which cells differ, which no comparison within levels can find."""
    levels = {name: {cell.factors[name] for cell in cells} for name in cells[0].factors}
    varying = [name for name, seen in levels.items() if len(seen) > 1]
    return varying[0] if len(varying) == 1 else ""
