"""Is a loss convex: a cell for each set of examples, by minima found and curvature met."""

from collections.abc import Iterator, Sequence

from propbench.bench.claims.c06_squared_error.single_unit import CROSS_ENTROPY, SQUARED
from propbench.bench.claims.referee.answering import answered
from propbench.bench.claims.referee.comparison import ArmComparison, Finding
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.numbers import count, percent
from propbench.bench.results import Observation

ByPlace = dict[tuple[str, str], dict[str, Observation]]
"""By examples and start, then by loss."""


def convexity(evidence: Evidence) -> Question:
    """Whether squared error through a sigmoid is not convex, by its minima and its curvature."""
    return answered(
        ("nonconvex", "Is squared error through a sigmoid not convex?"),
        [*_by_minima(evidence), *_by_curvature(evidence)],
        group=lambda each: "minima" if each.factors["start"] == "many" else "curvature",
    )


def _by_minima(evidence: Evidence) -> Iterator[ArmComparison]:
    """A cell for each set of examples whose minima were sought."""
    elsewhere = _by_place(evidence.values("no_minimum"))
    for (examples, _), by_loss in _by_place(evidence.values("minima")).items():
        squared, entropy = by_loss[SQUARED], by_loss[CROSS_ENTROPY]
        stray = elsewhere[examples, ""][SQUARED]
        note = (
            f"{examples}: {count(int(squared.value))} minima with squared error"
            f" ({count(int(stray.value))} of {stray.factors['n_starts']} starts ended in none), "
            f"{count(int(entropy.value))} with cross-entropy"
        )
        finding = _finding(squared.value > 1, entropy.value > 1)
        yield ArmComparison({"examples": examples, "start": "many"}, finding, note=note)


def _by_curvature(evidence: Evidence) -> Iterator[ArmComparison]:
    """A cell for each set of examples that was descended on, by the start."""
    shares = _by_place(evidence.values("negative_curvature"))
    for (examples, start), by_loss in shares.items():
        squared, entropy = by_loss[SQUARED], by_loss[CROSS_ENTROPY]
        note = (
            f"{examples} from {start}: negative curvature at {percent(squared.value)} of the "
            f"points with squared error, {percent(entropy.value)} with cross-entropy"
        )
        finding = _finding(squared.value > 0, entropy.value > 0)
        yield ArmComparison({"examples": examples, "start": start}, finding, note=note)


def _finding(squared: bool, entropy: bool) -> Finding:
    """Convexity that fails for both, or for neither, is not what the claim says."""
    if squared == entropy:
        return "equivalent"
    return "supports" if squared else "contradicts"


def _by_place(observations: Sequence[Observation]) -> ByPlace:
    places: ByPlace = {}
    for seen in observations:
        place = (str(seen.factors["examples"]), str(seen.factors.get("start", "")))
        places.setdefault(place, {})[str(seen.factors["loss"])] = seen
    return places
