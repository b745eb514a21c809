"""What the run measured of other kinds of networks than the headline's."""

from dataclasses import dataclass
from importlib import import_module

import pandas as pd

from propbench.bench.families import FAMILIES
from propbench.bench.grid import HEADLINE_CASE
from propbench.impls import contract, kinds
from propbench.impls.contract import LEAGUES
from propbench.reports.facts.cells import HEADLINE, pick
from propbench.reports.facts.fastest import by_league
from propbench.reports.facts.listings import source_of
from propbench.reports.frame import Frames

FUNCTION = "forward"
"""What is shown of each: it says most of how a kind of network computes."""


@dataclass(frozen=True)
class Kind:
    """`cells` are its training steps of one thread in float64; `code` is FUNCTION by textbook
    implementation, in the order of the run."""

    name: str
    title: str
    cells: pd.DataFrame
    code: tuple[tuple[str, str], ...]


def other_kinds(frames: Frames) -> tuple[Kind, ...]:
    """Every one that the run has a case of, by name."""
    measured = {case.subject for case in frames.run.cases} & set(kinds())
    return tuple(_kind(frames, name) for name in sorted(measured - {HEADLINE_CASE.subject}))


def fastest_of(kind: Kind) -> pd.DataFrame:
    """The fastest of each league at every network and m that both have, and the best share of a
    limit where one is known.

    Sizes at which interpreted loops alone were to be timed, for an estimate, are left out.
    """
    loops = [name for name, family in FAMILIES.items() if family.interpreted]
    sizes = kind.cells.loc[~kind.cells["family"].isin(loops), ["network", "m"]].drop_duplicates()
    measured = kind.cells[kind.cells["kind"] == "measured"]
    measured = measured.merge(sizes) if len(sizes) else measured
    shares = measured.groupby(["network", "m"])["ceiling_share"].max().dropna().reset_index()
    table = by_league(measured, ["network", "m"]).dropna(subset=[*LEAGUES])
    return table.merge(shares, how="left") if len(shares) else table


def _kind(frames: Frames, name: str) -> Kind:
    ids = [case.id for case in frames.run.cases if case.subject == name]
    asked = {key: HEADLINE[key] for key in ("phase", "dtype", "division")}
    described = import_module(f"{contract.__name__}.{name}").__doc__ or name
    return Kind(
        name,
        described.partition(":")[0],
        pick(frames.cells.loc[ids], **asked),
        tuple(
            (implementation, text)
            for implementation, record in frames.implementations.items()
            if record.league == "idiomatic"
            and (text := source_of({name: record.sources.get(f"{name}.py", "")}, FUNCTION))
        ),
    )
