"""Why vectorising pays: what one multiply-add costs, and how far the machine's limit is."""

from collections.abc import Iterator

from propbench.reports.facts.multiply_adds import multiply_adds
from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Link, Words
from propbench.reports.sentences import why


def blocks(report: Report) -> Iterator[Block]:
    """The price of a multiply-add, and what it is paid for."""
    yield Words(why.price(multiply_adds(report.frames)), look="lead")
    yield Words(
        "All of them do the same arithmetic. Python also looks up, for each number, what it is and "
        "how to multiply it, and makes an object of the product. NumPy does that once for an "
        "array, and leaves the loop to compiled code."
    )
    yield Words(
        "That code (BLAS) multiplies several numbers in one instruction, in blocks that stay in "
        "the cache. Numba compiles the loop too, but as it is written: number by number.",
        links=(Link("results", "ceilings", "Distance to the limit at every size"),),
    )


SECTION = Section(3, "Why", "Why does vectorising pay?", blocks, beside=True)
