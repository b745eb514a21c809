"""What a section is made of: plain data, which the template turns into HTML.

`kind` names the template of a block. Text between backticks is set as code.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Literal

import pandas as pd

from propbench.reports.drawing.spec import FigureSpec
from propbench.reports.sentences.trust import Line
from propbench.reports.tables import Table


@dataclass(frozen=True)
class Link:
    """To an anchor of a page of the site."""

    page: str
    anchor: str
    words: str


@dataclass(frozen=True)
class Source:
    """An address outside the site, which is opened when a reader asks for it alone."""

    address: str
    words: str


@dataclass(frozen=True)
class Words:
    """A paragraph; `links`, and the `source` of what it says, end it.

    `look` is a class of the style sheet; what is `quoted` was written elsewhere and is given as it
    stands.
    """

    kind: ClassVar = "words"
    text: str
    look: Literal["", "label", "absent", "lead", "quoted"] = ""
    links: tuple[Link, ...] = ()
    source: Source | None = None


@dataclass(frozen=True)
class Points:
    """A list."""

    kind: ClassVar = "points"
    items: tuple[str, ...]


@dataclass(frozen=True)
class Terms:
    """Words with their meaning, by the word."""

    kind: ClassVar = "terms"
    meanings: Mapping[str, str]


@dataclass(frozen=True)
class Grid:
    """A table; it scrolls inside a `tall` one, and `rows` have a link each where they are given."""

    kind: ClassVar = "grid"
    table: Table
    sortable: bool = True
    tall: bool = False
    filters: int = 0
    """How many of its first columns can be chosen from."""
    name: str = ""
    """What the choice is called in the page's address."""
    links: tuple[Link, ...] = ()
    marks: tuple[str, ...] = ()
    """The looks of the badges of the second column, a row each; empty where there are none."""


@dataclass(frozen=True)
class Drawing:
    """A figure of this source, with what is said where nothing is drawn."""

    kind: ClassVar = "drawing"
    figure: FigureSpec[Any]
    source: Any
    level: int = 3

    @cached_property
    def data(self) -> pd.DataFrame:
        """The table of the figure, read once: its colours, its drawing and its words need it."""
        return self.figure.data(self.source)


@dataclass(frozen=True)
class Checks:
    """Lines with a mark each."""

    kind: ClassVar = "checks"
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Code:
    """Text as it was typed."""

    kind: ClassVar = "code"
    text: str


@dataclass(frozen=True)
class Files:
    """The data files beside the page."""

    kind: ClassVar = "files"
    files: tuple["Sibling", ...]


@dataclass(frozen=True)
class Sibling:
    """A data file beside the page."""

    name: str
    words: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Fold:
    """What opens on demand."""

    kind: ClassVar = "fold"
    summary: str
    blocks: "tuple[Block, ...]"


@dataclass(frozen=True)
class Part:
    """A part of a section with its own anchor; `badge` is a word and its look."""

    kind: ClassVar = "part"
    id: str
    title: str
    blocks: "tuple[Block, ...]"
    badge: tuple[str, str] | None = None


@dataclass(frozen=True)
class Columns:
    """Parts side by side where there is room."""

    kind: ClassVar = "columns"
    parts: tuple[Part, ...]


Block = Words | Points | Terms | Grid | Drawing | Checks | Code | Files | Fold | Part | Columns


def drawings(blocks: Iterable[Block]) -> Iterator[Drawing]:
    """Every figure among them, and in what they hold."""
    for block in blocks:
        if isinstance(block, Drawing):
            yield block
        elif isinstance(block, Fold | Part):
            yield from drawings(block.blocks)
        elif isinstance(block, Columns):
            yield from drawings(block.parts)
