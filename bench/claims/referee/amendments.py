"""What was registered after the first full run: of one claim, and of the rule that all share."""

from propbench.bench.claims.referee.judging import ClaimVerdict

_NO_ARRIVALS = (
    "A comparison in which neither arm arrived counted among those of which a share must support "
    "the claim, though it puts the claim to no test: with the course's small weights that can be "
    "so many that no result would be \u201csupported\u201d. The share is now one of the other "
    "comparisons, and of at least half of all."
)


def after_the_fact(verdict: ClaimVerdict) -> tuple[str, ...]:
    """Sentences, in the order in which they concern the claim."""
    no_arrivals = any(cell.no_arrivals for cell in verdict.cells)
    return (*verdict.registration.amendments, *([_NO_ARRIVALS] if no_arrivals else []))
