"""A part a kind of network that the run has: its times, its distance to the limit, its code."""

from collections.abc import Iterator
from dataclasses import replace

from propbench.reports.drawing import FigureSpec, Panels
from propbench.reports.facts.cells import TIMED
from propbench.reports.facts.kinds import Kind, fastest_of, other_kinds
from propbench.reports.figures import time
from propbench.reports.naming import named, network_named
from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Code, Columns, Drawing, Grid, Link, Part, Words
from propbench.reports.sentences import kinds as said
from propbench.reports.tables import table


def blocks(report: Report) -> Iterator[Block]:
    """What is the same as on the first page, then kind by kind."""
    every = other_kinds(report.frames)
    if not every:
        yield Words(said.NONE, look="absent")
        return
    yield Words(
        "The same implementations, written by hand for other networks. Each is checked and timed "
        "as the dense ones are: one thread, float64.",
        links=(Link("results", "method", "How it was measured"),),
    )
    for kind in every:
        yield Part(f"kind-{kind.name}", kind.title, tuple(_kind(kind)))


def _kind(kind: Kind) -> Iterator[Block]:
    yield Words(said.in_short(kind), look="lead")
    yield Drawing(_figure(kind), kind, level=4)
    fastest = table(fastest_of(kind), "The fastest training steps, and the best share of a limit")
    yield Grid(fastest)
    if kind.code:
        yield Words("The forward pass, as each textbook writes it:")
        yield Columns(
            tuple(
                Part(f"{kind.name}-{name.replace('_', '-')}", named(name), (Code(text),))
                for name, text in kind.code
            )
        )


def _figure(kind: Kind) -> FigureSpec[Kind]:
    """Seconds of a training step against m, a panel a network."""
    several = kind.cells["network"].nunique() > 1
    columns = ["network", "implementation", "m", "kind", "median_s", "ci_lo_s", "ci_hi_s"]
    return FigureSpec(
        id=f"time-{kind.name}",
        title="Time of one training step by number of examples",
        data=lambda kind: kind.cells[kind.cells["kind"].isin(TIMED)][columns],
        facets=replace(
            time.FIGURE.facets, panels=Panels("network" if several else "", title=network_named)
        ),
        reading=time.FIGURE.reading,
        absent="No training step of this kind was timed in this run.",
    )


SECTION = Section(1, "By kind", "By kind of network", blocks)
