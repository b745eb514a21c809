"""Learning curves: error on fresh examples by the number of examples learnt from."""

import pandas as pd
from matplotlib.figure import Figure

from propbench.bench.claims.judging import Judgement
from propbench.reports.figures.claims.answer import Answer, series
from propbench.reports.figures.layout import Room, legend, panels
from propbench.reports.figures.style import Palette, palette, percent_axis, plain_axis

_COLUMNS = ["data", "learner", "n", "error"]


def data(found: Judgement) -> pd.DataFrame:
    """Mean error of each learner at each size."""
    parts = [series(one, "error") for one in found.parts]
    rows = pd.concat([one for one in parts if not one.empty] or [pd.DataFrame()])
    if rows.empty:
        return pd.DataFrame(columns=_COLUMNS)
    return rows.assign(error=rows["value"], n=rows["n"].astype(int))[_COLUMNS].reset_index(
        drop=True
    )


def figure(table: pd.DataFrame, _: Palette) -> Figure | None:
    """A panel a data set, a line a learner."""
    if table.empty:
        return None
    names = list(dict.fromkeys(table["data"]))
    styles = palette(table["learner"])
    drawn, axes = panels(-(-len(names) // 2), 2, 2.4, Room(across=0.3, down=0.45), sharex=True)
    for ax, name in zip(axes, names, strict=False):
        here = table[table["data"] == name]
        for learner, style in styles.items():
            own = here[here["learner"] == learner].sort_values("n")
            ax.plot(
                own["n"],
                own["error"],
                color=style.colour,
                marker=style.marker,
                ms=5,
                dashes=style.dashes or (None, None),
            )
        ax.set_title(name)
    for ax in axes:
        plain_axis(ax, "x")
        percent_axis(ax)
    for ax in axes[-2:]:
        ax.set_xlabel("examples learnt from")
    for ax in axes[::2]:
        ax.set_ylabel("wrong")
    legend(drawn, styles, 4)
    return drawn


MORE_DATA = Answer(
    "Error on fresh examples, by the number of examples learnt from",
    data,
    figure,
    "Both axes are logarithmic. A learner that has stopped improving runs level at the right; one "
    "that goes on improving still falls. The number after network_ is that of its hidden units.",
)
