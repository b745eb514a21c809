"""C10 on the page: how many infrastructures have the same best values."""

from collections import Counter
from collections.abc import Iterator

from propbench.reports.claims.questions import ClaimVerdict, question
from propbench.reports.claims.words import Words


def opening(claim: ClaimVerdict) -> Iterator[str]:
    """How many share their best values, and what a comparison of those can say."""
    bests = [
        tuple(sorted((name, value) for name, value in row.items() if name != "infrastructure"))
        for row in question(claim, "seconds").series
    ]
    alike = Counter(bests)
    if not bests or max(alike.values()) == 1:
        return
    itself = sum(n * (n - 1) for n in alike.values())
    yield (
        f"Counted in seconds, {max(alike.values())} of {len(bests)} infrastructures have the same "
        f"best values. So {itself} of {len(bests) * (len(bests) - 1)} comparisons there set values "
        "against themselves: they stand at 1, and their limits say how surely the best is the same."
    )


WORDS = Words(opening=opening)
