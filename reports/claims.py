"""The claims on the page: a table near the top, and a section for each."""

from collections.abc import Callable
from dataclasses import dataclass

from bench.claims.judging import Judged, Judgement
from bench.claims.registration import Part
from bench.claims.words import ratio_words
from bench.numbers import significant
from reports.figures import Exhibit
from reports.figures import claims as figures
from reports.frame import Frames
from reports.sentences import claims as words
from reports.tables import Cell, Table

Show = Callable[[Exhibit], object]

_READING = (
    "A dot is one registered comparison, its pale bar the 95 % limits with the noise of tuning in "
    "them. Right of 1 the claim is right; inside the grey band a difference is too small to matter."
)


@dataclass(frozen=True)
class Question:
    """One question of a claim; `shown` is its figure, ready for the page."""

    part: Part
    verdict: str
    shown: object


@dataclass(frozen=True)
class Section:
    """One claim."""

    id: str
    title: str
    taught: str
    rule: str
    verdict: str
    questions: tuple[Question, ...]
    forecast: str
    flip: str
    basis: str


def overview(judged: Judged) -> Table:
    """A row a claim; a typical comparison stands for its ratio."""
    headers = ("claim", "verdict", "typical ratio", "comparisons", "Brier score of our forecast")
    return Table("The course's claims", headers, tuple(_row(one) for one in judged.judgements))


def sections(frames: Frames, show: Show) -> tuple[Section, ...]:
    """A section for each claim, its figures drawn by `show`."""
    return tuple(_section(one, show) for one in frames.claims.judgements)


def _section(found: Judgement, show: Show) -> Section:
    registration = found.registration
    return Section(
        id=registration.id,
        title=registration.title,
        taught=registration.taught,
        rule=registration.rule,
        verdict=words.verdict(found),
        questions=tuple(_question(found, part, show) for part in found.parts),
        forecast=words.forecast(found),
        flip=words.flip(found),
        basis=words.basis(found),
    )


def _question(found: Judgement, part: Part, show: Show) -> Question:
    exhibit = Exhibit(
        f"claim-{found.registration.id}-{part.id}".lower().replace(" ", "-"),
        part.question,
        lambda _: figures.data(part),
        figures.figure,
        _READING,
        "This question was not answered by ratios.",
    )
    return Question(part, words.BIG[part.verdict], show(exhibit))


def _row(found: Judgement) -> tuple[Cell, ...]:
    typical = found.typical
    ratio = typical.ratio if typical else None
    return (
        Cell(f"{found.registration.id} {found.registration.title}"),
        Cell(words.verdict(found)),
        Cell(ratio_words(ratio), ratio.point) if ratio else Cell("\u2013"),
        Cell(str(len(found.cells)), len(found.cells)),
        Cell(significant(found.score.brier, 2), found.score.brier),
    )
