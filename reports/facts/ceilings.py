"""How far the fastest implementation is from what the machine can do."""

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from propbench.bench.ceilings import (
    BEYOND_CACHES,
    IN_CACHE,
    PHASES,
    PRODUCTS,
    TRIAD,
    TRIAD_ARRAYS,
)
from propbench.reports.facts.cells import HEADLINE, headline_cells, pick
from propbench.reports.frame import Frames
from propbench.reports.frame.ceilings import fastest_ceilings, over
from propbench.reports.frame.cells import records

NOT_NEAR = 0.3
"""A best implementation under this share of its ceiling is not near it."""

COLUMNS = [
    *("network", "phase", "m", "implementation", "kind"),
    *("share", "share_low", "share_high", "blas", "blocks"),
]


@dataclass(frozen=True)
class Reach:
    """The fastest implementation at one question, and its share of the ceiling, which is that of
    its multiply-adds in registers or of its matrix products."""

    network: str
    phase: str
    m: int
    implementation: str
    share: float

    @property
    def near(self) -> bool:
        return self.share >= NOT_NEAR


@dataclass(frozen=True)
class Machine:
    """Rates of the triad with one thread in float64; None where it was not measured.

    `bytes_per_s` is memory bandwidth, three arrays counted once each; `elements_per_s` is the
    element-wise throughput in cache.
    """

    bytes_per_s: float | None
    elements_per_s: float | None


def shares(frames: Frames) -> pd.DataFrame:
    """One row a measured cell of the headline activation that has a ceiling: COLUMNS.

    Limits are those of the ratio, paired by process; `blas` did the products faster, in `blocks`.
    """
    rows = records(frames.cells)
    ceilings = fastest_ceilings(frames.cells)
    found = []
    for case, row in records(headline_cells(frames, network=None, phase=None, m=None)).items():
        ceiling = ceilings.get(over(row))
        share = frames.ratio(ceiling, case) if ceiling and row["phase"] in PHASES else None
        if ceiling is not None and share is not None and row["kind"] == "measured":
            where = (row["network"], row["phase"], row["m"], row["implementation"], row["kind"])
            bare = _products(rows[ceiling]["implementation"])
            found.append((*where, share.point, share.low, share.high, *bare))
    return pd.DataFrame(found, columns=COLUMNS)


def reaches(frames: Frames) -> tuple[Reach, ...]:
    """The fastest implementation at every network, phase and m that has a ceiling."""
    cells = pick(
        frames.cells,
        activation=HEADLINE["activation"],
        dtype=HEADLINE["dtype"],
        division=HEADLINE["division"],
        kind="measured",
    )
    known = cells[cells["ceiling_share"].notna()]
    best = known.loc[known.groupby(["network", "phase", "m"], sort=False)["median_s"].idxmin()]
    return tuple(
        Reach(row["network"], row["phase"], row["m"], row["implementation"], row["ceiling_share"])
        for row in records(best).values()
    )


def faster_libraries(frames: Frames) -> Counter[str]:
    """At how many questions each BLAS did the products faster."""
    names = frames.cells["implementation"]
    fastest = (names[case] for case in fastest_ceilings(frames.cells).values())
    return Counter(PRODUCTS[name].blas for name in fastest if name in PRODUCTS)


def _products(ceiling: str) -> tuple[str, str]:
    """BLAS and blocks of a ceiling; a tile of registers has neither."""
    products = PRODUCTS.get(ceiling)
    return (products.blas, products.blocks) if products else ("", "registers")


def machine(frames: Frames) -> Machine:
    """What the triad says about memory and arithmetic."""
    triads = pick(frames.cells, phase=TRIAD, dtype="float64", division="closed", kind="measured")
    seconds = {int(row["m"]): float(row["median_s"]) for row in records(triads).values()}
    far, near = seconds.get(BEYOND_CACHES), seconds.get(IN_CACHE)
    moved = TRIAD_ARRAYS * BEYOND_CACHES * 8
    return Machine(moved / far if far else None, IN_CACHE / near if near else None)
