"""What allocation costs vectorised code, by size."""

from dataclasses import replace

from propbench.reports.drawing import FACTORS, SIZES, Axis, Facets, FigureSpec, line_at, timed
from propbench.reports.facts.allocation import effects
from propbench.reports.sentences.reading import LIMITS

FIGURE = FigureSpec(
    place=("allocation", 1),
    title="Default over raised allocator thresholds",
    data=effects,
    facets=Facets(
        x=Axis("m", SIZES, "m (examples)"),
        y=Axis(
            "ratio",
            replace(FACTORS, limits=lambda table: (min(0.9, 0.95 * table["low"].min()), None)),
            "default / raised",
        ),
        height=2.2,
        marks=(*timed("low", "high"), line_at(1)),
        names="at the ends",
    ),
    reading=(
        "Time of a training step of textbook NumPy with the allocator's default thresholds over "
        "the time with raised ones, in processes that alternate. Above the heavy line, a step "
        f"spends that much on getting memory and giving it back. {LIMITS}"
    ),
    absent="What allocation costs was not measured in this run.",
)
