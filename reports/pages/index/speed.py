"""Speed by number of examples."""

from collections.abc import Iterator

from propbench.reports.facts.cells import HEADLINE
from propbench.reports.facts.sizes import sizes
from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Link, Words
from propbench.reports.sentences.headline import course_claim, on_a_human_scale

VECTORISED = "numpy_vectorized"
"""The course's own formulas, on which its advice against loops is judged."""


def blocks(report: Report) -> Iterator[Block]:
    """What the course says of loops, and how to read the figure."""
    vectorised = sizes(report.frames, VECTORISED)
    yield Words(
        course_claim(vectorised),
        look="lead",
        links=(Link("results", "scaling", "Forward, backward and speed-up over loops"),),
    )
    scaled = on_a_human_scale(vectorised, int(str(HEADLINE["m"])))
    if scaled:
        yield Words(scaled)
    yield Words(
        "At few examples you pay for the call: Python, NumPy and Numba all need some microseconds "
        "before any arithmetic starts. At many examples you pay for the arithmetic."
    )


SECTION = Section(1, "Speed", "Speed by number of examples", blocks, beside=True)
