"""A part a claim: as taught, what was found, the figure, and how it was judged."""

from collections.abc import Iterator

from propbench.reports.claims.section import Answered, answered
from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Drawing, Fold, Grid, Part, Source, Words
from propbench.reports.sentences import verdicts


def blocks(report: Report) -> Iterator[Block]:
    """How many came to which word, then one after another."""
    yield Words(verdicts.tally(report.frames.claims))
    for claim in answered(report.frames.claims):
        yield _part(claim)


def _part(claim: Answered) -> Part:
    return Part(
        f"claim-{claim.id.lower()}",
        f"{claim.id}. {claim.title}",
        (
            Words(
                f"As taught: \u201c{claim.taught}\u201d",
                look="quoted",
                source=Source(claim.lesson.address, claim.lesson.words) if claim.lesson else None,
            ),
            Words(claim.answer),
            Drawing(claim.figure, claim.verdict, level=4),
            Fold(f"How {claim.id} was judged: rule, forecast, estimates", tuple(_method(claim))),
        ),
        badge=(claim.word, claim.mark),
    )


def _method(claim: Answered) -> Iterator[Block]:
    if claim.rule:
        yield Words(f"What must hold. {claim.rule}")
    yield Words(f"Forecast. {claim.forecast}")
    yield Fold(
        "The rule and the forecast as registered, word for word",
        (Words(claim.registered, look="quoted"), Words(claim.expected, look="quoted")),
    )
    yield Words(
        f"{claim.basis} Limits of an estimate are 95 % limits of the mean over tasks. Those of "
        "prediction are where one more task would lie. Every comparison, with limits of its own, "
        "is in `claims.json`."
    )
    for question in claim.questions:
        yield Words(f"{question.words} The course\u2019s answer is: {question.word}.")
        if question.estimates.rows:
            yield Grid(question.estimates, tall=True)
    for figure, sentence in claim.further:
        yield Drawing(figure, claim.verdict, level=4)
        yield Words(sentence)


SECTION = Section(1, "Claims one by one", "Claim by claim", blocks)
