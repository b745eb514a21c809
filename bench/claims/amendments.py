"""What was registered after the first full run: of one claim, and of the rule that all share."""

from propbench.bench.claims.judging import Judgement

_SILENT = (
    "A comparison in which neither arm arrived counted among those of which a share must support "
    "the claim, though it puts the claim to no test: with the course's small weights that can be "
    "so many that no result would be \u201csupported\u201d. The share is now one of the other "
    "comparisons, and of at least half of all."
)


def after_the_fact(found: Judgement) -> tuple[str, ...]:
    """Sentences, in the order in which they concern the claim."""
    silent = any(cell.silent for cell in found.cells)
    return (*found.registration.amendments, *([_SILENT] if silent else []))
