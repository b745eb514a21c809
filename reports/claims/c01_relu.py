"""C1 on the page: how many times as many iterations sigmoid needs, by depth and ruleset."""

import pandas as pd

from propbench.reports import drawing
from propbench.reports.claims.questions import ClaimVerdict, comparisons, question
from propbench.reports.claims.rates import RATES
from propbench.reports.claims.ratios import RATIOS, SURE
from propbench.reports.claims.survival import SURVIVAL
from propbench.reports.claims.trials import TRIALS
from propbench.reports.claims.words import Words
from propbench.reports.sentences.reading import DECIDED

_TUNED = {"R1": "rate tuned", "R2": "rate and\nweights tuned"}


def data(claim: ClaimVerdict) -> pd.DataFrame:
    """A row a task, depth and ruleset."""
    return comparisons(question(claim, "effect"))


def _title(ruleset: str) -> str:
    rate = ruleset.partition(" at ")[2]
    return f"rate {rate}\nfor both" if rate else _TUNED.get(ruleset, ruleset)


RELU = drawing.FigureSpec(
    title="How many times as many iterations sigmoid needs, by depth",
    data=data,
    facets=drawing.Facets(
        panels=drawing.Panels("ruleset", order=drawing.ascending, title=_title, across=0.15),
        hue=drawing.Hue("task", drawing.ascending),
        x=drawing.Axis("depth", drawing.Names(drawing.numerically), "hidden layers"),
        y=drawing.Axis("ratio", RATIOS, "iterations, sigmoid / ReLU"),
        height=2.8,
        aside=0.6,
        marks=SURE,
    ),
    reading=(
        "Above the heavy line ReLU needs fewer iterations; inside the grey band the difference is "
        "too small to matter. Left, both get the same learning rate and small random weights; "
        "right, each gets its own best. Runs that do not arrive count with their whole budget; "
        f"where neither arm arrived there is no mark. {DECIDED} Pale bars are limits, with the "
        "noise of tuning in them."
    ),
)

WORDS = Words(answer=RELU, further={"survival": SURVIVAL, "rates": RATES, "trials": TRIALS})
