"""The page: one file, no request, complete without JavaScript, the same bytes every time."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from markupsafe import Markup

from propbench.bench.results import write_atomically
from propbench.reports import svg
from propbench.reports.claims.section import sections
from propbench.reports.code import listings
from propbench.reports.drawing.spec import FigureSpec
from propbench.reports.drawing.style import Palette, palette
from propbench.reports.facts import ceilings
from propbench.reports.facts.allocation import effects, why_absent
from propbench.reports.facts.cells import HEADLINE
from propbench.reports.facts.regression import RegressionRun, latest
from propbench.reports.facts.threads import gains
from propbench.reports.figures import all_figures
from propbench.reports.filling import filled
from propbench.reports.first_screen import first_screen
from propbench.reports.frame import Frames
from propbench.reports.frame.writers import FILES
from propbench.reports.sentences import protocol, verdicts
from propbench.reports.sentences.allocation import finding
from propbench.reports.sentences.ceilings import distance, libraries, not_near, rates
from propbench.reports.sentences.regression import answer
from propbench.reports.sentences.threads import best_gain
from propbench.reports.tables import Table, table
from propbench.reports.text_tables import (
    cost_table,
    environment,
    failures,
    pay_back_table,
    regression_table,
    results_table,
)

PAGE = "index.html"
SECTIONS = {
    "claims": "Claims",
    "scaling": "Scaling",
    "which": "Which one",
    "ceilings": "Ceilings",
    "cores": "All cores",
    "compile": "Compiling",
    "allocation": "Allocation",
    "activations": "Activations",
    "convergence": "Convergence",
    "demonstrations": "Demonstrations",
    "code": "Code",
    "regression": "Got slower?",
    "trust": "Trust",
    "results": "All results",
    "method": "Method",
    "environment": "Environment",
    "data": "Data",
    "glossary": "Glossary",
}
"""Sections in their order, as the page's menu names them: each is a file of template/sections."""

_Source = TypeVar("_Source")


@dataclass(frozen=True)
class Shown:
    """A figure as it stands on the page; where nothing is drawn, its spec has words for it."""

    spec: FigureSpec[Any]
    drawing: Markup | None
    table: Table


@dataclass(frozen=True)
class Sibling:
    """A data file beside the page."""

    name: str
    words: str
    bytes: int
    sha256: str


def write(frames: Frames, out: Path) -> Path:
    """Write the page beside its data files, which exist already, and return its path.

    Raises bench.results.ResultError when the newest comparison of two commits is refused.
    """
    path = out / PAGE
    write_atomically(path, render(frames, _siblings(out), latest(out)))
    return path


def render(
    frames: Frames, siblings: tuple[Sibling, ...] = (), comparison: RegressionRun | None = None
) -> str:
    """The whole page as text."""
    styles = palette(frames.implementations)
    return filled(
        "template.html",
        styles,
        title=f"propbench: run {frames.run.id}",
        run=frames.run,
        first=first_screen(frames, comparison),
        sections=SECTIONS,
        figures=_figures(frames, styles),
        claims=sections(frames.claims, lambda figure, claim: show(figure, claim, styles)),
        claims_tally=verdicts.tally(frames.claims),
        claims_changed=protocol.CHANGED,
        claims_forecasts=protocol.forecasts(frames.claims),
        claims_agreement=protocol.agreement(frames.claims),
        code=listings(frames),
        ceilings=ceiling_sentences(frames),
        cores=best_gain(gains(frames)),
        costs=cost_table(frames),
        pay_back=pay_back_table(frames),
        allocation=finding(effects(frames), why_absent(frames)),
        regression=answer(comparison),
        compared=regression_table(comparison),
        results=results_table(frames),
        failures=failures(frames),
        environment=environment(frames),
        siblings=siblings,
    )


def ceiling_sentences(frames: Frames) -> tuple[str, ...]:
    """How far the fastest are from the ceiling, where nobody is near, and the machine's rates."""
    found = ceilings.reaches(frames)
    said = distance(found, str(HEADLINE["phase"]))
    library = libraries(ceilings.faster_libraries(frames))
    return tuple(
        words
        for words in (*said, not_near(found), library, rates(ceilings.machine(frames)))
        if words
    )


def show(figure: FigureSpec[_Source], source: _Source, styles: Palette) -> Shown:
    """Draw one figure, and set its table."""
    data = figure.data(source)
    drawn = figure.draw(data, styles)
    drawing = None
    if drawn is not None:
        text = svg.inline(drawn, f"fig-{figure.id}", figure.title, figure.alt(data))
        drawing = Markup(text)  # noqa: S704, made by ElementTree, which escapes
    return Shown(figure, drawing, table(figure.tabulate(data), figure.title))


def _figures(frames: Frames, styles: Palette) -> dict[str, list[Shown]]:
    """The figures of each section. Raises KeyError for one of a section that the page lacks."""
    shown: dict[str, list[Shown]] = {section: [] for section in SECTIONS}
    for figure in all_figures():
        shown[figure.place[0]].append(show(figure, frames, styles))
    return shown


def _siblings(out: Path) -> tuple[Sibling, ...]:
    contents = {name: (out / name).read_bytes() for name in FILES}
    return tuple(
        Sibling(name, FILES[name], len(content), hashlib.sha256(content).hexdigest())
        for name, content in contents.items()
    )
