"""C9: three questions that the claim merges: what is represented, what separates, what learns."""

from collections.abc import Iterator

from propbench.bench.claims.c09_circuits import learning, parity
from propbench.bench.claims.c09_circuits.experiments import ONE_LAYER, TREE
from propbench.bench.claims.c09_circuits.registration import REGISTRATION
from propbench.bench.claims.c09_circuits.unit_growth import Sizes, growth
from propbench.bench.claims.referee.answering import NOTHING_MEASURED, Cells, answered, raced
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.verdicts import ArmComparison
from propbench.bench.claims.shared.observed import by_size, rows
from propbench.bench.claims.shared.wording import tally
from propbench.bench.numbers import count

_SAWTOOTH = (
    "sawtooth_pieces",
    "sawtooth_units",
    "sawtooth_units_one_layer",
    "sawtooth_differing_points",
)
"""Quantities that are observed of it."""


def judge(evidence: Evidence) -> tuple[Question, ...]:
    return _represent(evidence), _separate(evidence), _learn(evidence)


def _represent(evidence: Evidence) -> Question:
    def words(cells: Cells) -> str:
        wrong = evidence.values("wrong_inputs")
        failing = sum(seen.value > 0 for seen in wrong)
        open_bits = sum(seen.value for seen in evidence.values("flips_without_effect"))
        families = "; ".join(f"{cell.factors['units']}: {cell.note}" for cell in cells)
        return (
            f"{count(len(wrong))} constructions were run on every input; {count(failing)} are "
            f"wrong on some input. {families}. Flipping one bit of an input leaves its parity "
            f"unchanged in {count(int(open_bits))} cases; with none, every AND gate must read all "
            "n bits, and fewer than 2**(n-1) gates cannot do."
        )

    return answered(
        ("represent", "How many hidden units compute the parity of n bits?"),
        _families(evidence),
        words,
        REGISTRATION.share,
        rows(evidence, "hidden_units", "hidden_layers", "wrong_inputs"),
    )


def _families(evidence: Evidence) -> Iterator[ArmComparison]:
    """Of each kind of unit, at the sizes where both networks are right on every input."""
    for units in parity.ONE_LAYER:
        shallow, deep = (_right(evidence, units, shape) for shape in (ONE_LAYER, TREE))
        factors = {"function": "parity", "units": units}
        cell = growth(shallow, deep, factors, "bit", REGISTRATION.margin)
        if cell is not None:
            yield cell


def _right(evidence: Evidence, units: str, shape: str) -> Sizes:
    where = {"units": units, "shape": shape}
    wrong = by_size(evidence, "wrong_inputs", "bits", **where)
    built = by_size(evidence, "hidden_units", "bits", **where)
    return {bits: n for bits, n in built.items() if wrong.get(bits) == 0}


def _separate(evidence: Evidence) -> Question:
    pieces = by_size(evidence, "sawtooth_pieces", "layers")
    deep = by_size(evidence, "sawtooth_units", "layers")
    # One hidden layer of h units bends at most h times, so that p pieces need p - 1 units.
    needed = {layers: n - 1 for layers, n in pieces.items()}
    factors = {"function": "sawtooth", "units": "ReLU units"}
    cell = growth(needed, deep, factors, "layer", REGISTRATION.margin)

    def words(cells: Cells) -> str:
        most = max(pieces)
        built = evidence.values("sawtooth_differing_points")
        differing = sum(seen.value for seen in built)
        return (
            f"{count(most)} layers of two ReLU units have {count(int(pieces[most]))} linear "
            "pieces, counted; each unit of one hidden layer adds one piece at most, so that it "
            f"needs {count(int(needed[most]))} units: {cells[0].note}. Built with one hidden "
            f"layer, too, in {count(len(built))} sizes, it differs at {count(int(differing))} "
            "points."
        )

    return answered(
        ("separate", "Is there a function whose shallow network must be exponentially larger?"),
        [cell] if cell else [],
        words,
        REGISTRATION.share,
        rows(evidence, *_SAWTOOTH),
    )


def _learn(evidence: Evidence) -> Question:
    learned = learning.learned(evidence)
    answer = (
        "Trained on all 2**n rows, so this is fitting and not generalisation, to a mean loss of "
        f"0.01 within {count(learning.ITERATIONS)} iterations, over half of the seeds learn "
        f"parity in these networks: {learning.most_seeds(learned.values())}."
    )
    return raced(
        ("learn", "Does gradient descent learn parity sooner in the deep network?"),
        list(learning.comparisons(learned)),
        lambda end: f"{answer} That the deep network is sooner: {tally(end.cells)}.",
        REGISTRATION,
        tuple(each.row() for each in learned.values()),
        nothing=answer if learned else NOTHING_MEASURED,
    )
