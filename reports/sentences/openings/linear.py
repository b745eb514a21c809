"""C4 in short: what depth adds to a linear network, and what it costs."""

from collections.abc import Iterator
from statistics import fmean

from propbench.bench.claims.judging import Judgement
from propbench.bench.claims.registration import Part
from propbench.bench.numbers import power, significant
from propbench.reports.sentences.openings.asked import decided, part, ratios, rows, settled, span


def linear(found: Judgement) -> Iterator[str]:
    """The function, the accuracy, and the training."""
    errors = rows(part(found, "function"), "collapse_error")
    if errors:
        deepest = max(int(row["layers"]) for row in errors)
        yield (
            f"A linear network of up to {deepest} layers computes what one linear layer does: "
            f"outputs differ by at most {power(max(float(row['value']) for row in errors))} of the "
            "largest."
        )
    gap = _largest_gap(part(found, "accuracy"))
    if gap is not None:
        yield (
            "On unseen examples a deep linear network is as accurate as a single layer, to within "
            f"{significant(gap, 2)} percentage points in the mean; "
            f"{settled(part(found, 'accuracy'))}."
        )
    training = part(found, "training")
    if ratios(training):
        yield (
            "In training a deep network takes "
            f"{span(training, '{task}, {layers} layers')} as many iterations as one layer, each "
            f"at its best learning rate; {decided(training)}."
        )


def _largest_gap(asked: Part) -> float | None:
    """Of mean accuracies of any depth, from that of one layer on the same task, in points."""
    means: dict[tuple[str, int], list[float]] = {}
    for row in rows(asked, "accuracy"):
        means.setdefault((str(row["task"]), int(row["layers"])), []).append(float(row["value"]))
    gaps = [
        100 * abs(fmean(values) - fmean(means[task, 1]))
        for (task, layers), values in means.items()
        if layers > 1 and (task, 1) in means
    ]
    return max(gaps, default=None)
