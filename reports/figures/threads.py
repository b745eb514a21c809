"""What all cores bring."""

import pandas as pd

from propbench.bench.numbers import count
from propbench.reports import drawing
from propbench.reports.facts.threads import gains
from propbench.reports.sentences.reading import LIMITS


def _by_size(table: pd.DataFrame) -> pd.DataFrame:
    known = table[table["ratio"].notna()]
    where = zip(known["network"], known["m"], strict=True)
    return known.assign(row=[f"{network}, m = {count(m)}" for network, m in where])


FIGURE = drawing.FigureSpec(
    place=("cores", 1),
    title="What all cores bring",
    data=gains,
    facets=drawing.Facets(
        tidy=_by_size,
        x=drawing.Axis("ratio", drawing.FACTORS, "times as fast with all cores"),
        y=drawing.Axis("row", drawing.Names()),
        height=0.42,
        aside=0.7,
        marks=(drawing.limits("low", "high"), drawing.points(), drawing.line_at(1, "x")),
    ),
    reading=(
        "Time with one thread (closed division) over time with all cores (open division), of the "
        "same implementation or of its configuration for one thread. Right of the heavy line, "
        f"more threads are faster. {LIMITS}"
    ),
    absent="This run holds no case of the open division with its partner in the closed one.",
)
