"""What depth and width cost, at one number of examples."""

from dataclasses import replace

import pandas as pd

from propbench.bench.grid import DEPTHS, NETWORKS, WIDTHS
from propbench.reports import drawing
from propbench.reports.facts.cells import headline_cells
from propbench.reports.frame import Frames
from propbench.reports.sentences.reading import LIMITS

_AXES = {
    "hidden layers": {name: len(NETWORKS[name].sizes) - 2 for name in DEPTHS},
    "units of the hidden layer": {name: NETWORKS[name].sizes[1] for name in WIDTHS},
}


def data(frames: Frames) -> pd.DataFrame:
    """Seconds of a training step by implementation, along each axis on which networks vary."""
    rows = []
    for axis, sizes in _AXES.items():
        for network, size in sizes.items():
            cells = headline_cells(frames, network=network)
            for cell in cells[cells["kind"] == "measured"].to_dict("records"):
                times = (cell["median_s"], cell["ci_lo_s"], cell["ci_hi_s"])
                rows.append((axis, size, cell["implementation"], *times))
    columns = ["axis", "size", "implementation", "median_s", "ci_lo_s", "ci_hi_s"]
    table = pd.DataFrame(rows, columns=columns)
    varies = table.groupby("axis")["size"].nunique() > 1
    return table[table["axis"].map(varies).astype(bool)] if len(table) else table


FIGURE = drawing.FigureSpec(
    place=("scaling", 4),
    title="Depth and width",
    data=data,
    facets=drawing.Facets(
        panels=drawing.Panels("axis", title=lambda _: ""),
        x=drawing.Axis("size", replace(drawing.PLAIN, ticks_at_data=True), str),
        y=drawing.Axis("median_s", drawing.SECONDS),
        sharex=False,
        height=2.6,
        marks=(drawing.lines(dashed=True), drawing.limits("ci_lo_s", "ci_hi_s")),
        names="at the ends",
    ),
    reading=(
        "One training step at m = 1 000, as the network gets deeper (hidden layers of 32 units) "
        f"and wider (one hidden layer). Both axes are logarithmic. {LIMITS}"
    ),
    absent="No network of another depth or width was timed in this run.",
)
