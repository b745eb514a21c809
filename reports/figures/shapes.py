"""What depth and width cost, at one number of examples."""

import pandas as pd
from matplotlib.figure import Figure

from propbench.bench.grid import DEPTHS, NETWORKS, WIDTHS
from propbench.reports.facts.cells import headline_cells
from propbench.reports.figures import lines
from propbench.reports.figures.layout import Room, panels
from propbench.reports.figures.style import Palette, plain_axis, time_axis
from propbench.reports.frame import Frames

_AXES = {
    "hidden layers": {name: len(NETWORKS[name].sizes) - 2 for name in DEPTHS},
    "units of the hidden layer": {name: NETWORKS[name].sizes[1] for name in WIDTHS},
}


def data(frames: Frames) -> pd.DataFrame:
    """Seconds of a training step by implementation, along each axis; nothing unless both vary."""
    rows = []
    for axis, sizes in _AXES.items():
        for network, size in sizes.items():
            cells = headline_cells(frames, network=network)
            for cell in cells[cells["kind"] == "measured"].to_dict("records"):
                limits = (cell["median_s"], cell["ci_lo_s"], cell["ci_hi_s"])
                rows.append((axis, size, cell["implementation"], *limits))
    columns = ["axis", "size", "implementation", "median_s", "ci_lo_s", "ci_hi_s"]
    table = pd.DataFrame(rows, columns=columns)
    varies = table.groupby("axis")["size"].nunique() > 1
    return table[table["axis"].map(varies).astype(bool)] if len(table) else table


def figure(table: pd.DataFrame, styles: Palette) -> Figure | None:
    """A panel an axis, a line an implementation."""
    if table.empty:
        return None
    axes = list(dict.fromkeys(table["axis"]))
    drawn, each = panels(1, len(axes), 2.6, Room(right=1.6), sharex=False)
    lined = table.rename(columns={"size": "m"}).assign(kind="measured")
    for ax, name in zip(each, axes, strict=True):
        part = lined[lined["axis"] == name]
        lines.draw(ax, part, ("median_s", "ci_lo_s", "ci_hi_s"), styles)
        ax.set(xlabel=name, ylabel="")
    for ax in each:
        plain_axis(ax, "x")
        time_axis(ax)
    for ax, name in zip(each, axes, strict=True):
        ax.set_xticks(sorted(table.loc[table["axis"] == name, "size"].unique()))
    lines.label_ends(each[-1], lined[lined["axis"] == axes[-1]], "median_s", styles)
    return drawn
