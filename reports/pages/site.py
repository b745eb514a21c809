"""Writes the site: pages that open from disk, without a request and without JavaScript."""

import hashlib
from pathlib import Path

from propbench.bench import folders
from propbench.bench.results import write_atomically
from propbench.reports.facts.regression import latest
from propbench.reports.frame import Frames
from propbench.reports.frame.writers import FILES
from propbench.reports.halves import in_halves
from propbench.reports.history.gains import history
from propbench.reports.pages import Report, pages
from propbench.reports.pages.blocks import Sibling
from propbench.reports.pages.context import context
from propbench.reports.pages.rendering import Early, Renderer

ALONE = "report.html"
"""All pages in one file, to be mailed."""


def write(
    frames: Frames,
    out: Path,
    early: Early | None = None,
    *,
    alone: bool = False,
    context_file: Path | None = None,
) -> Path:
    """Write the pages beside their data files, which exist already, and return the first one's
    path; `alone` writes one file instead, all that they say goes into `context_file`, and `early`
    has figures that are drawn already.

    Raises bench.results.ResultError when the newest comparison of two commits is refused.
    """
    report = Report(frames, latest(out), _siblings(out), history(out, frames.run))
    renderer = Renderer(report, early)
    texts = {ALONE: render_alone(renderer)} if alone else render(renderer)
    for name, text in texts.items():
        write_atomically(out / name, text)
    if context_file:
        write_atomically(context_file, context(renderer))
    return out / (ALONE if alone else folders.PAGE)


def render(renderer: Renderer) -> dict[str, str]:
    """The text of every page, by the name of its file."""
    renderer.draw(pages())
    texts = in_halves(lambda page: renderer.page([page]), pages())
    return {page.file: text for page, text in zip(pages(), texts, strict=True)}


def render_alone(renderer: Renderer) -> str:
    """The text of all pages in one."""
    return renderer.page(list(pages()))


def _siblings(out: Path) -> tuple[Sibling, ...]:
    contents = {name: (out / name).read_bytes() for name in FILES}
    return tuple(
        Sibling(name, FILES[name], len(content), hashlib.sha256(content).hexdigest())
        for name, content in contents.items()
    )
