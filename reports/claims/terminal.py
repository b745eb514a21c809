"""Judged claims as plain text: a line a claim, and its answer as the page has it."""

from collections.abc import Iterator

from propbench.bench.claims.referee.judging import ClaimVerdict, Judged
from propbench.bench.messages import folded
from propbench.reports.claims import words_of

_INDENT = " " * 5


def lines(judged: Judged) -> list[str]:
    """At most 80 columns; last, which shipped runs were not used, and which claims are new."""
    text = [line for claim in judged.verdicts for line in _of_claim(claim)]
    notes = [f"Not used: {reason}." for reason in judged.stale]
    notes += [f"New since runs were shipped: {', '.join(judged.new)}."] if judged.new else []
    return [*text, *(line for note in notes for line in folded(note, ""))]


def _of_claim(claim: ClaimVerdict) -> Iterator[str]:
    words, registration = words_of(claim.registration.id), claim.registration
    title = f"{registration.id:<4} {registration.title}: {words.verdict(claim)}"
    yield from folded(title, _INDENT)
    yield from folded(f"{_INDENT}{words.answer(claim)}", "")
