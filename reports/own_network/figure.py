"""The answer as a figure: everybody's time with its limits, on one logarithmic axis."""

from propbench.reports import drawing
from propbench.reports.own_network.times import Times

_IS_ESTIMATED = drawing.is_kind("estimated")
READING = (
    "One row an implementation, fastest first; bars are limits.",
    drawing.Where(_IS_ESTIMATED, "Hollow marks are estimates."),
)

FIGURE = drawing.FigureSpec[Times](
    title="Who is fastest",
    data=lambda found: found.table[found.table["call_s"].notna()],
    facets=drawing.Facets(
        x=drawing.Axis("call_s", drawing.SECONDS, "time of one call"),
        y=drawing.Axis("implementation", drawing.Names()),
        names="nowhere",
        height=0.3,
        marks=(
            drawing.limits("low_s", "high_s"),
            drawing.points(hollow=_IS_ESTIMATED),
        ),
    ),
    reading=READING,
)
