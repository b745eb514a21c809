"""The claims on the page: a line near the top, and a section for each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from propbench.bench.claims.referee.judging import Judged
from propbench.reports.claims import tabulated, words_of
from propbench.reports.claims.questions import ABSENT, ClaimVerdict, Question
from propbench.reports.drawing.spec import FigureSpec
from propbench.reports.sentences import protocol, verdicts
from propbench.reports.tables import Table, table

Show = Callable[[FigureSpec[ClaimVerdict], ClaimVerdict], object]


@dataclass(frozen=True)
class AnsweredQuestion:
    """One question of a claim, with what answers it."""

    words: str
    word: str
    estimates: Table


@dataclass(frozen=True)
class Section:
    """One claim; `shown` is the figure that answers it, ready for the page.

    `mark` says how the badge of its word looks; `short` has the word of each question. The rest
    is of method: `expected` is the forecast's reasoning, `further` are figures of how its arms
    got there, each with a sentence.
    """

    id: str
    title: str
    taught: str
    verdict: str
    mark: str
    short: str
    answer: str
    shown: object
    rule: str
    expected: str
    forecast: str
    basis: str
    questions: tuple[AnsweredQuestion, ...]
    further: tuple[tuple[object, str], ...]


def sections(judged: Judged, show: Show) -> tuple[Section, ...]:
    """A section for each claim, its figures drawn by `show`."""
    return tuple(_section(claim, show) for claim in judged.verdicts)


def _section(claim: ClaimVerdict, show: Show) -> Section:
    registration = claim.registration
    own = words_of(registration.id)
    anchor = f"figure-{registration.id.lower()}"
    return Section(
        id=registration.id,
        title=registration.title,
        taught=registration.taught,
        verdict=own.verdict(claim),
        mark=verdicts.mark(claim),
        short=verdicts.by_question(claim, own.topics),
        answer=own.answer(claim),
        shown=show(replace(own.figure, id=anchor, absent=ABSENT), claim),
        rule=registration.rule,
        expected=registration.forecast.words,
        forecast=protocol.forecast(claim),
        basis=protocol.basis(claim),
        questions=tuple(map(_question, claim.questions)),
        further=tuple(
            pair
            for name, figure in own.further.items()
            for pair in _further(replace(figure, id=f"{anchor}-{name}"), claim, show)
        ),
    )


def _further(
    figure: FigureSpec[ClaimVerdict], claim: ClaimVerdict, show: Show
) -> Iterator[tuple[object, str]]:
    """With its sentence, if it has something to draw."""
    data = figure.data(claim)
    if not data.empty:
        yield show(figure, claim), figure.sentence(data)


def _question(asked: Question) -> AnsweredQuestion:
    return AnsweredQuestion(
        words=asked.question,
        word=asked.word,
        estimates=table(tabulated.estimates(asked), f"Estimates: {asked.question}"),
    )
