"""How many hidden units die under stress."""

import pandas as pd
from matplotlib.figure import Figure

from propbench.bench.claims.judging import Judgement
from propbench.reports.figures.claims.answer import Answer, part, series
from propbench.reports.figures.layout import Room, legend, panels
from propbench.reports.figures.style import Palette, palette

_ARMS = {"relu": "ReLU", "leaky_relu": "leaky ReLU, slope 0.01"}
_SUFFIX = " times the best"
_COLUMNS = ["task", "bias", "rate", "arm", "share"]


def data(found: Judgement) -> pd.DataFrame:
    """Share of hidden units that are dead at the end, by learning rate over the best one."""
    rows = series(part(found, "stress"), "dead")
    if rows.empty:
        return pd.DataFrame(columns=_COLUMNS)
    rows = rows[rows["arm"].isin(_ARMS) & rows["at"].str.endswith(_SUFFIX)]
    rate = rows["at"].str.removesuffix(_SUFFIX).astype(float)
    return rows.assign(rate=rate, share=rows["value"])[_COLUMNS].reset_index(drop=True)


def figure(table: pd.DataFrame, _: Palette) -> Figure | None:
    """A panel a task and first bias, a line an activation."""
    if table.empty:
        return None
    styles = palette(_ARMS)
    places = list(dict.fromkeys(zip(table["task"], table["bias"], strict=True)))
    rates = sorted(table["rate"].unique())
    drawn, axes = panels(1, len(places), 2.0, Room(above=0.6, across=0.2))
    for ax, (task, bias) in zip(axes, places, strict=True):
        for name, style in styles.items():
            own = table[(table["task"] == task) & (table["bias"] == bias) & (table["arm"] == name)]
            own = own.sort_values("rate")
            at = [rates.index(rate) for rate in own["rate"]]
            ax.plot(at, 100 * own["share"], color=style.colour, marker=style.marker, lw=1.5)
        ax.set_title(f"{task}, biases\nbegin at {bias}", fontsize=10)
        ax.set_xticks(range(len(rates)), [f"{rate:g}\u00d7" for rate in rates])
        ax.set_xlabel("learning rate / best", fontsize=9)
        ax.set_ylim(-4, 104)
    axes[0].set_ylabel("dead hidden units, %")
    legend(drawn, {words: styles[name] for name, words in _ARMS.items()}, 2)
    return drawn


LEAKY = Answer(
    "How many hidden units are dead at the end",
    data,
    figure,
    "A unit is dead when it gives 0 for every example, so that its weights no longer move. Stress "
    "is a learning rate above the best, or biases that begin at \u22121. Whether the survivors "
    "train any slower is another question: the comparisons answer it.",
)
