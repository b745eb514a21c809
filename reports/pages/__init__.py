"""The pages of the site. A folder here is a page, and a file in it is a section, found by name.

A page's `__init__.py` has `PAGE`. A section's file has `SECTION`; its name is the section's anchor.
"""

import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from importlib import import_module

import pandas as pd

from propbench.reports.facts.regression import RegressionRun
from propbench.reports.frame import Frames
from propbench.reports.pages.blocks import Block, Sibling, Words


@dataclass(frozen=True)
class Report:
    """All that a page is made from: a run, the newest comparison of commits, the data files, and
    what stored runs of this machine found (reports.history)."""

    frames: Frames
    comparison: RegressionRun | None = None
    siblings: tuple[Sibling, ...] = ()
    history: pd.DataFrame | None = None


@dataclass(frozen=True)
class Page:
    """A page: what it is called in the menu and in its heading, and its place among the pages."""

    place: int
    menu: str
    title: str
    name: str = ""

    @property
    def file(self) -> str:
        return f"{self.name}.html"


@dataclass(frozen=True)
class Section:
    """A section: its place on its page, what the menu and its heading call it, and what it holds.

    Figures whose place is this section follow its blocks.
    """

    place: int
    menu: str
    title: str
    blocks: Callable[[Report], Iterable[Block]]
    beside: bool = False
    """Whether the words that it begins with stand beside the rest where there is room."""
    id: str = ""


def words(text: str) -> Callable[[Report], Iterable[Block]]:
    """The blocks of a section that has one paragraph before its figures."""
    return lambda _: (Words(text),)


def pages() -> tuple[Page, ...]:
    """Every page in its order. Raises AttributeError for a folder without PAGE."""
    folders = [module.name for module in pkgutil.iter_modules(__path__) if module.ispkg]
    every = [replace(import_module(f"{__name__}.{name}").PAGE, name=name) for name in folders]
    return tuple(sorted(every, key=lambda page: page.place))


def sections(page: str) -> tuple[Section, ...]:
    """Every section of a page in its order. Raises AttributeError for a file without SECTION."""
    folder = import_module(f"{__name__}.{page}")
    every = [
        replace(import_module(f"{folder.__name__}.{module.name}").SECTION, id=_anchor(module.name))
        for module in pkgutil.iter_modules(folder.__path__)
    ]
    return tuple(sorted(every, key=lambda section: (section.place, section.id)))


def _anchor(module: str) -> str:
    return module.replace("_", "-")
