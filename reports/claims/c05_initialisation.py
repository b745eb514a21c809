"""C5 on the page: how many distinct hidden units there are, step by step."""

import pandas as pd

from propbench.reports import drawing
from propbench.reports.claims.questions import ClaimVerdict, question, series
from propbench.reports.claims.words import Words

_DRAWN = "xor"


def data(claim: ClaimVerdict) -> pd.DataFrame:
    """Number of distinct hidden units by task, implementation, precision, width and step."""
    columns = ["task", "implementation", "dtype", "width", "step", "units"]
    rows = series(question(claim, "clock"), "distinct_units", columns, whole=("width", "step"))
    # Units were counted on one task, and did not name it, before there were several.
    return rows.fillna({"task": _DRAWN})


def _drawn(table: pd.DataFrame) -> pd.DataFrame:
    """Other precisions and tasks are in the table."""
    return table[(table["dtype"] == "float64") & (table["task"] == _DRAWN)]


SYMMETRY = drawing.FigureSpec(
    title="The symmetry clock: how many of the hidden units differ",
    data=data,
    facets=drawing.Facets(
        tidy=_drawn,
        panels=drawing.Panels("width", order=drawing.ascending, title="{} units".format, columns=4),
        x=drawing.Axis("step", drawing.PLAIN, "iterations"),
        y=drawing.Axis(
            "units",
            drawing.Numbers(
                scale="linear", whole=True, limits=lambda table: (0.5, table["units"].max() + 0.5)
            ),
            "distinct units",
        ),
        height=1.6,
        marks=(drawing.lines(),),
    ),
    reading=(
        "All hidden units begin with the same weights, so mathematics keeps them the same for "
        "ever: a line at 1. A line that rises shows arithmetic that treats units unequally, as "
        "where a vector instruction takes some and a plain loop the rest, and rounding then parts "
        "them. The figure is of float64 on exclusive or; the table has float32 and digits, too."
    ),
)

WORDS = Words(answer=SYMMETRY)
