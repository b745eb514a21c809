"""Judged claims as plain text: a line a claim, and its answer as the page has it."""

import textwrap
from collections.abc import Iterator

from propbench.bench.claims.referee.judging import ClaimVerdict, Judged
from propbench.reports.claims import words_of

_WIDTH = 80
_INDENT = " " * 5


def lines(judged: Judged) -> list[str]:
    """At most 80 columns; last, which shipped runs were not used, and which claims are new."""
    text = [line for claim in judged.verdicts for line in _of_claim(claim)]
    notes = [f"Not used: {reason}." for reason in judged.stale]
    notes += [f"New since runs were shipped: {', '.join(judged.new)}."] if judged.new else []
    return [*text, *(line for note in notes for line in textwrap.wrap(note, _WIDTH))]


def _of_claim(claim: ClaimVerdict) -> Iterator[str]:
    words, registration = words_of(claim.registration.id), claim.registration
    title = f"{registration.id:<4} {registration.title}: {words.verdict(claim)}"
    yield from textwrap.wrap(title, _WIDTH, subsequent_indent=_INDENT)
    yield from textwrap.wrap(
        words.answer(claim),
        _WIDTH,
        initial_indent=_INDENT,
        subsequent_indent=_INDENT,
        break_on_hyphens=False,
    )
