"""The claims on the page: a table near the top, and a section for each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from propbench.bench.claims.amendments import after_the_fact
from propbench.bench.claims.judging import Judged, Judgement
from propbench.bench.claims.registration import Part
from propbench.bench.numbers import significant
from propbench.reports.figures import Exhibit
from propbench.reports.figures.claims import ANSWERS, FOREST, FURTHER, Answer
from propbench.reports.figures.claims.answer import ROW, row
from propbench.reports.frame import Frames
from propbench.reports.sentences import claims as words
from propbench.reports.sentences import openings, protocol, races, verdicts
from propbench.reports.tables import MISSING, Cell, Table, table

Show = Callable[[Exhibit], object]

SAID = {"survival": races.survival, "rates": races.rates, "trials": races.trials}
"""Sentences on the further figures, by their name."""

_LONG = 450
"""Letters of an answer that is folded away."""


@dataclass(frozen=True)
class Question:
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
    questions: tuple[Question, ...]
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
        expected=registration.forecast.words,
        amendments=after_the_fact(found),
        verdict=verdicts.of_claim(found),
        opening=openings.opening(found),
        questions=tuple(_question(part, registration.share) for part in found.parts),
        shown=show(_exhibit(found, ANSWERS.get(registration.id, FOREST))),
        further=tuple(_further(found, show)),
        forecast=words.forecast(found),
        flip=words.flip(found),
        basis=words.basis(found),
        firmness=" ".join(filter(None, (protocol.penalties(found), protocol.detectable(found)))),
    )


def _further(found: Judgement, show: Show) -> Iterator[tuple[object, str]]:
    """Those that have something to draw."""
    for name, answer in FURTHER.get(found.registration.id, {}).items():
        table = answer.data(found)
        if not table.empty:
            yield show(_exhibit(found, answer, f"-{name}")), SAID[name](table)


def _exhibit(found: Judgement, answer: Answer, suffix: str = "") -> Exhibit:
    return Exhibit(
        f"figure-{found.registration.id}{suffix}".lower(),
        answer.title,
        lambda _: answer.data(found),
        answer.draw,
        answer.reading,
        "What this claim\u2019s figure shows is not part of this run.",
        answer.tabulate,
    )


def _question(part: Part, share: float) -> Question:
    is_long = len(part.answer) > _LONG
    return Question(
        words=part.question,
        verdict=verdicts.on_a_question(part, share),
        answer=words.counted(part) if is_long else part.answer,
        details=part.answer if is_long else "",
        comparisons=_comparisons(part),
    )


def _comparisons(part: Part) -> Table:
    rows = [
        {
            **row(cell),
            "note": "; ".join(filter(None, (words.held_back(cell, part.cells), cell.note))),
        }
        for cell in part.cells
    ]
    return table(pd.DataFrame(rows, columns=[*ROW, "note"]), part.question)


def _row(found: Judgement) -> tuple[Cell, ...]:
    typical = found.typical
    ratio = typical.ratio if typical else None
    return (
        Cell(f"{found.registration.id} {found.registration.title}"),
        Cell(verdicts.of_claim(found)),
        Cell(verdicts.by_question(found)),
        Cell(words.ratio(ratio), ratio.point) if ratio else Cell(MISSING),
        Cell(words.expected(found)),
        Cell(significant(found.score.brier, 2), found.score.brier),
        Cell(words.short_flip(found) or MISSING),
    )
