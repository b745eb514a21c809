"""What the words mean."""

from collections.abc import Iterator

from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Terms
from propbench.reports.sentences.meanings import MEANINGS


def blocks(_: Report) -> Iterator[Block]:
    """All of them."""
    yield Terms(MEANINGS)


SECTION = Section(15, "Glossary", "Glossary", blocks)
