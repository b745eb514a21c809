"""Where the time of a training step goes, phase by phase."""

from propbench.reports import drawing
from propbench.reports.facts.phases import shares
from propbench.reports.sentences.choice import PHASES
from propbench.reports.sentences.reading import LIMITS

FIGURE = drawing.FigureSpec(
    place=("scaling", 2),
    title="Where the time of a training step goes",
    data=shares,
    facets=drawing.Facets(
        panels=drawing.Panels(
            "phase", order=drawing.by(PHASES), title=lambda phase: PHASES[str(phase)]
        ),
        x=drawing.Axis("of_step", drawing.LINEAR_SHARES, "% of the training step"),
        y=drawing.Axis("implementation", drawing.Names(words=drawing.Hue().words)),
        names="nowhere",
        height=0.3,
        marks=(drawing.limits("of_step_low", "of_step_high"), drawing.points()),
    ),
    reading=(
        "Each phase was timed alone, on 1\u202f000 examples of the shallow network. Shares need "
        f"not add up to 100\u202f%, because a phase alone finds other data in the cache. {LIMITS}"
    ),
    absent="This run timed no phase of the headline case alone.",
)
