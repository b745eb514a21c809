"""The headline's gains over the stored runs of one machine."""

import pandas as pd

from propbench.reports import drawing

FIGURE = drawing.FigureSpec[pd.DataFrame](
    title="Gains over plain loops, run by run",
    data=lambda table: table,
    facets=drawing.Facets(
        x=drawing.Axis("number", drawing.Numbers(scale="linear", whole=True), "run, oldest first"),
        y=drawing.Axis("gain", drawing.FACTORS, "times as fast as plain loops"),
        names="at the ends",
        height=2.3,
        marks=(drawing.lines(dashed=True), drawing.limits("low", "high")),
    ),
    reading=(
        "One training step on 1\u202f000 examples, one thread. A dot is a run, its bar the limits; "
        "the table has the day and the commit of each. A line that stays level means that nothing "
        "changed."
    ),
    id="gains-by-run",
)
