"""C6 in short: what is wrong with squared error, and what is not."""

from collections.abc import Iterator
from statistics import median

from propbench.bench.claims.judging import Judgement
from propbench.bench.numbers import times
from propbench.reports.sentences.openings.asked import decided, part, ratios, span


def squared_error(found: Judgement) -> Iterator[str]:
    """Its shape, its speed through a sigmoid, and without one."""
    shape, ordinary = part(found, "nonconvex"), part(found, "ordinary")
    if shape.cells:
        n = sum(cell.finding == "supports" for cell in shape.cells)
        yield (
            f"In {n} of {len(shape.cells)} tests squared error through a sigmoid is not convex "
            "where cross-entropy is."
        )
    if ratios(ordinary):
        yield (
            "From ordinary first weights it takes "
            f"{span(ordinary, '{task}, label noise {noise}')} as many iterations as "
            f"cross-entropy; {decided(ordinary)}."
        )
    straight = [ratio.point for ratio, _ in ratios(part(found, "linear"))]
    if straight:
        yield (
            "Without a sigmoid squared error is convex, too, but takes "
            f"{times(median(straight))} as many iterations (the median of {len(straight)})."
        )
