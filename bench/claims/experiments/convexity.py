"""Is a loss convex: a cell for each set of examples, by minima found and curvature met."""

from collections.abc import Sequence

from propbench.bench.claims.evidence import Evidence
from propbench.bench.claims.experiments.loss_cells import NOTHING
from propbench.bench.claims.experiments.single_unit import CROSS_ENTROPY, SQUARED
from propbench.bench.claims.registration import Part
from propbench.bench.claims.verdicts import Cell, Finding, verdict
from propbench.bench.claims.words import tally
from propbench.bench.numbers import count, percent
from propbench.bench.results import Observation


def convexity(evidence: Evidence, share: float) -> Part:
    """Whether squared error through a sigmoid is convex, by its minima and its curvature."""
    cells, question = non_convex_cells(evidence), "Is squared error through a sigmoid not convex?"
    if not cells:
        return Part("nonconvex", question, NOTHING, "inconclusive")
    answer = f"{tally(cells).capitalize()}: {'; '.join(cell.note for cell in cells)}."
    result = verdict(cells, share)
    return Part("nonconvex", question, answer, result.word, result.factor or "", cells)


def non_convex_cells(evidence: Evidence) -> tuple[Cell, ...]:
    """A cell for each set of examples whose minima were sought, and for each one descended on."""
    minima = _by_place(evidence.values("minima"))
    elsewhere = _by_place(evidence.values("no_minimum"))
    shares = _by_place(evidence.values("negative_curvature"))
    cells = []
    for (examples, _), by_loss in minima.items():
        squared, entropy = by_loss[SQUARED], by_loss[CROSS_ENTROPY]
        stray = elsewhere[examples, ""][SQUARED]
        note = (
            f"{examples}: {count(int(squared.value))} minima with squared error"
            f" ({count(int(stray.value))} of {stray.factors['n_starts']} starts ended in none), "
            f"{count(int(entropy.value))} with cross-entropy"
        )
        finding = _finding(squared.value > 1, entropy.value > 1)
        cells.append(Cell({"examples": examples, "start": "many"}, finding, note=note))
    for (examples, start), by_loss in shares.items():
        squared, entropy = by_loss[SQUARED], by_loss[CROSS_ENTROPY]
        note = (
            f"{examples} from {start}: negative curvature at {percent(squared.value)} of the "
            f"points with squared error, {percent(entropy.value)} with cross-entropy"
        )
        finding = _finding(squared.value > 0, entropy.value > 0)
        cells.append(Cell({"examples": examples, "start": start}, finding, note=note))
    return tuple(cells)


def _finding(squared: bool, entropy: bool) -> Finding:
    """Convexity that fails for both, or for neither, is not what the claim says."""
    if squared == entropy:
        return "equivalent"
    return "supports" if squared else "contradicts"


def _by_place(
    observations: Sequence[Observation],
) -> dict[tuple[str, str], dict[str, Observation]]:
    found: dict[tuple[str, str], dict[str, Observation]] = {}
    for one in observations:
        place = (str(one.factors["examples"]), str(one.factors.get("start", "")))
        found.setdefault(place, {})[str(one.factors["loss"])] = one
    return found
