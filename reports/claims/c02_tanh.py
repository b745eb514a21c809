"""C2 on the page: what of tanh's lead comes from being centred, and what from its slope."""

import pandas as pd

from propbench.reports import drawing
from propbench.reports.claims.questions import LIMITS, ClaimVerdict, question
from propbench.reports.claims.ratios import RATIOS, no_difference
from propbench.reports.claims.words import Words

_EFFECTS = {
    "centring": "centring alone",
    "slope": "\u00d7 slope alone",
    "beyond": "\u00d7 their interplay",
    "tanh": "= tanh for sigmoid",
}


def data(claim: ClaimVerdict) -> pd.DataFrame:
    """A row an effect at a depth, over all tasks."""
    rows = [row for row in question(claim, "reason").series if row["task"] == "all"]
    return pd.DataFrame(rows, columns=["depth", "effect", *LIMITS])


TANH = drawing.FigureSpec(
    title="What tanh owes to its centre, and what to its slope",
    data=data,
    facets=drawing.Facets(
        panels=drawing.Panels(
            "depth",
            order=drawing.numerically,
            title=lambda depth: f"{depth} hidden layer{'s' * (depth != '1')}",
        ),
        hue=drawing.Hue("effect", lambda _: list(_EFFECTS)),
        x=drawing.Axis("ratio", RATIOS, "fewer iterations, by a factor of"),
        y=drawing.Axis("effect", drawing.Names(drawing.by(_EFFECTS), _EFFECTS.__getitem__)),
        height=0.4,
        marks=(drawing.limits("low", "high"), drawing.points(size=7), *no_difference("x")),
    ),
    reading=(
        "tanh is sigmoid moved to a mean of 0 and made four times as steep. Each is tried without "
        "the other, learning rates tuned. The axis is logarithmic, so that the first three "
        "distances from the heavy line add up to the last. Pale bars are limits."
    ),
)

WORDS = Words(answer=TANH)
