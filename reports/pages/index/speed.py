"""Speed by number of examples."""

from collections.abc import Iterator

from propbench.reports.facts.sizes import sizes
from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Link, Words
from propbench.reports.sentences.headline import course_claim

VECTORISED = "numpy_vectorized"
"""The course's own formulas, on which its advice against loops is judged."""


def blocks(report: Report) -> Iterator[Block]:
    """What the course says of loops, and how to read the figure."""
    yield Words(
        course_claim(sizes(report.frames, VECTORISED)),
        look="lead",
        links=(Link("results", "scaling", "Forward, backward and speed-up over loops"),),
    )
    yield Words(
        "At few examples you pay for the call: Python, NumPy and Numba all need some microseconds "
        "before any arithmetic starts. At many examples you pay for the arithmetic."
    )


SECTION = Section(1, "Speed", "Speed by number of examples", blocks, beside=True)
