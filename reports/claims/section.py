"""The claims on the page: a row of the overview, and an answer for each."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from propbench.bench.claims.referee.judging import Judged
from propbench.reports.claims import tabulated, words_of
from propbench.reports.claims.lesson import Lesson
from propbench.reports.claims.questions import ABSENT, ClaimVerdict, Question
from propbench.reports.drawing.spec import FigureSpec
from propbench.reports.sentences import protocol, verdicts
from propbench.reports.tables import Table, TableCell, table

Figure = FigureSpec[ClaimVerdict]


@dataclass(frozen=True)
class AnsweredQuestion:
    """One question of a claim, with what answers it."""

    words: str
    word: str
    estimates: Table


@dataclass(frozen=True)
class Answered:
    """One claim; `figure` is the one that answers it.

    `mark` says how the badge of its word looks. `rule` is in plain words; `registered`, and
    `expected`, the forecast's reasoning, stand as they were written before the run. `further`
    are figures of how its arms got there, each with a sentence.
    """

    id: str
    verdict: ClaimVerdict
    word: str
    mark: str
    answer: str
    lesson: Lesson | None
    rule: str
    figure: Figure
    forecast: str
    basis: str
    questions: tuple[AnsweredQuestion, ...]
    further: tuple[tuple[Figure, str], ...]

    @property
    def title(self) -> str:
        return self.verdict.registration.title

    @property
    def taught(self) -> str:
        return self.verdict.registration.taught

    @property
    def registered(self) -> str:
        return self.verdict.registration.rule

    @property
    def expected(self) -> str:
        return self.verdict.registration.forecast.words


def overview(judged: Judged) -> Table:
    """A row a claim: its word, and its answer in one sentence."""
    rows = tuple(
        (
            TableCell(f"{claim.registration.id} {claim.registration.title}"),
            TableCell(words_of(claim.registration.id).verdict(claim)),
            TableCell(words_of(claim.registration.id).first_sentence(claim)),
        )
        for claim in judged.verdicts
    )
    return Table(
        "The claims of the course, and what came of each; factors are means over tasks",
        _OVERVIEW,
        rows,
    )


_OVERVIEW = ("claim", "it is", "what was found")


def answered(judged: Judged) -> tuple[Answered, ...]:
    """Every claim that was judged."""
    return tuple(map(_answered, judged.verdicts))


def _answered(claim: ClaimVerdict) -> Answered:
    name = claim.registration.id
    own, anchor = words_of(name), f"figure-{name.lower()}"
    return Answered(
        id=name,
        verdict=claim,
        word=own.verdict(claim),
        mark=verdicts.mark(claim),
        answer=own.answer(claim),
        lesson=own.lesson,
        rule=own.rule,
        figure=replace(own.figure, id=anchor, absent=ABSENT),
        forecast=protocol.forecast(claim),
        basis=protocol.basis(claim),
        questions=tuple(map(_question, claim.questions)),
        further=tuple(
            pair
            for part, figure in own.further.items()
            for pair in _further(replace(figure, id=f"{anchor}-{part}"), claim)
        ),
    )


def _further(figure: Figure, claim: ClaimVerdict) -> Iterator[tuple[Figure, str]]:
    """With its sentence, if it has something to draw."""
    data = figure.data(claim)
    if not data.empty:
        yield figure, figure.sentence(data)


def _question(asked: Question) -> AnsweredQuestion:
    return AnsweredQuestion(
        words=asked.question,
        word=asked.word,
        estimates=table(tabulated.estimates(asked), f"Estimates: {asked.question}"),
    )
