"""The comparisons of one question, each a dot with its limits, against the margins."""

import pandas as pd
from matplotlib.figure import Figure

from bench.claims.registration import Part
from bench.claims.verdicts import FASTER, SLOWER
from reports.figures.style import GREY, Palette, canvas, factor_axis, grid, legend, palette

FINDINGS = ("supports", "equivalent", "contradicts", "inconclusive")
MOST_ROWS = 60
"""Dots drawn: the table after the figure has all."""

_COLUMNS = ("where", "ratio", "low", "high", "finding", "note")
_HIGHEST = 1_000.0
"""Ratios of arms that never arrive have no upper limit worth drawing."""


def data(part: Part) -> pd.DataFrame:
    """A row a comparison."""
    rows = [
        (
            ", ".join(f"{factor} {level}" for factor, level in cell.factors.items()),
            *((cell.ratio.point, cell.ratio.low, cell.ratio.high) if cell.ratio else (None,) * 3),
            cell.finding,
            cell.note,
        )
        for cell in part.cells
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


def figure(table: pd.DataFrame, _: Palette) -> Figure | None:
    """From the largest ratio to the smallest; the band holds differences too small to matter."""
    known = table[table["ratio"].notna()].astype({"ratio": float, "low": float, "high": float})
    if known.empty:
        return None
    shown = known.sort_values("ratio", ascending=False, kind="stable").head(MOST_ROWS)
    styles = palette(FINDINGS)
    drawn = canvas(0.24 * len(shown) + 1.3)
    ax = grid(drawn, 1, 1)[0]
    ax.axvspan(FASTER, SLOWER, color=GREY, alpha=0.15, linewidth=0)
    for place, row in enumerate(shown.to_dict("records")):
        style = styles[row["finding"]]
        ax.plot([row["low"], row["high"]], [place, place], color=style.colour, lw=3, alpha=0.35)
        ax.plot(row["ratio"], place, style.marker, color=style.colour, ms=6)
    ax.set_xlim(
        max(1 / _HIGHEST, known["low"].min() / 1.2), min(_HIGHEST, known["high"].max() * 1.2)
    )
    factor_axis(ax, "x")
    ax.axvline(1, color=GREY, linewidth=1.6)
    ax.set_yticks(range(len(shown)), shown["where"], fontsize=8)
    ax.set_ylim(len(shown) - 0.5, -0.5)
    ax.set_xlabel("ratio: above one, the claim is right")
    legend(drawn, [name for name in FINDINGS if name in set(shown["finding"])], styles, 4)
    return drawn
