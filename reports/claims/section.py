"""The claims on the page: a table near the top, and a section for each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pandas as pd

from propbench.bench.claims.referee.amendments import after_the_fact
from propbench.bench.claims.referee.judging import Judged
from propbench.bench.numbers import significant
from propbench.reports.claims import words_of
from propbench.reports.claims.questions import ABSENT, ROW, ClaimVerdict, Question, row
from propbench.reports.drawing.spec import FigureSpec
from propbench.reports.sentences import claims as words
from propbench.reports.sentences import protocol, verdicts
from propbench.reports.tables import MISSING, Table, TableCell, table

Show = Callable[[FigureSpec[ClaimVerdict], ClaimVerdict], object]

_LONG = 450
"""Letters of an answer that is folded away."""


@dataclass(frozen=True)
class AnsweredQuestion:
    """One question of a claim, with the comparisons that answer it.

    `details` is the answer in full where that is long; `answer` then only counts.
    """

    words: str
    verdict: str
    answer: str
    details: str
    comparisons: Table


@dataclass(frozen=True)
class Section:
    """One claim; `shown` is the figure that answers it, ready for the page.

    `opening` is the answer in short, where the questions answer at length. `further` are figures
    of how its arms got there, each with a sentence. `firmness` says how far it hangs on protocol.
    `expected` is the forecast's reasoning; `amendments` are what was registered after the fact.
    """

    id: str
    title: str
    taught: str
    rule: str
    expected: str
    amendments: tuple[str, ...]
    verdict: str
    opening: str
    questions: tuple[AnsweredQuestion, ...]
    shown: object
    further: tuple[tuple[object, str], ...]
    forecast: str
    flip: str
    basis: str
    firmness: str


def overview(judged: Judged) -> Table:
    """A row a claim; a typical comparison stands for its ratio."""
    headers = (
        *("claim", "verdict", "question by question", "typical ratio", "forecast", "Brier score"),
        "smallest change that flips a comparison",
    )
    return Table("The course's claims", headers, tuple(_row(claim) for claim in judged.verdicts))


def sections(judged: Judged, show: Show) -> tuple[Section, ...]:
    """A section for each claim, its figures drawn by `show`."""
    return tuple(_section(claim, show) for claim in judged.verdicts)


def _section(claim: ClaimVerdict, show: Show) -> Section:
    registration = claim.registration
    own = words_of(registration.id)
    anchor = f"figure-{registration.id.lower()}"
    firmness = (protocol.penalties(claim), protocol.detectable(claim))
    return Section(
        id=registration.id,
        title=registration.title,
        taught=registration.taught,
        rule=registration.rule,
        expected=registration.forecast.words,
        amendments=after_the_fact(claim),
        verdict=verdicts.of_claim(claim),
        opening=" ".join(own.opening(claim)),
        questions=tuple(_question(asked, registration.share) for asked in claim.questions),
        shown=show(replace(own.answer, id=anchor, absent=ABSENT), claim),
        further=tuple(
            pair
            for name, figure in own.further.items()
            for pair in _further(replace(figure, id=f"{anchor}-{name}"), claim, show)
        ),
        forecast=words.forecast(claim),
        flip=words.flip(claim),
        basis=words.basis(claim),
        firmness=" ".join(filter(None, firmness)),
    )


def _further(
    figure: FigureSpec[ClaimVerdict], claim: ClaimVerdict, show: Show
) -> Iterator[tuple[object, str]]:
    """With its sentence, if it has something to draw."""
    table = figure.data(claim)
    if not table.empty:
        yield show(figure, claim), figure.sentence(table)


def _question(asked: Question, share: float) -> AnsweredQuestion:
    is_long = len(asked.answer) > _LONG
    return AnsweredQuestion(
        words=asked.question,
        verdict=verdicts.on_a_question(asked, share),
        answer=words.counted(asked) if is_long else asked.answer,
        details=asked.answer if is_long else "",
        comparisons=_comparisons(asked),
    )


def _comparisons(asked: Question) -> Table:
    rows = [
        {
            **row(comparison),
            "note": "; ".join(
                filter(None, (words.held_back(comparison, asked.cells), comparison.note))
            ),
        }
        for comparison in asked.cells
    ]
    return table(pd.DataFrame(rows, columns=[*ROW, "note"]), asked.question)


def _row(claim: ClaimVerdict) -> tuple[TableCell, ...]:
    typical = claim.typical
    ratio = typical.ratio if typical else None
    return (
        TableCell(f"{claim.registration.id} {claim.registration.title}"),
        TableCell(verdicts.of_claim(claim)),
        TableCell(verdicts.by_question(claim)),
        TableCell(words.ratio(ratio), ratio.point) if ratio else TableCell(MISSING),
        TableCell(words.expected(claim)),
        TableCell(significant(claim.score.brier, 2), claim.score.brier),
        TableCell(words.short_flip(claim) or MISSING),
    )
