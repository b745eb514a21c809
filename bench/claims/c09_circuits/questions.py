"""C9: three questions that the claim merges: what is represented, what separates, what learns."""

from collections.abc import Iterator, Mapping

from propbench.bench.claims.c09_circuits import learning, parity
from propbench.bench.claims.c09_circuits.experiments import ONE_LAYER, TREE
from propbench.bench.claims.c09_circuits.unit_growth import Sizes, growth
from propbench.bench.claims.referee.answering import answered
from propbench.bench.claims.referee.comparing import compare_all
from propbench.bench.claims.referee.comparison import ArmComparison
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.words import Word, where_it_is
from propbench.bench.claims.shared.observed import by_size, rows

_SAWTOOTH = (
    "sawtooth_pieces",
    "sawtooth_units",
    "sawtooth_units_one_layer",
    "sawtooth_differing_points",
)
"""Quantities that are observed of it."""


def judge(evidence: Evidence) -> tuple[Question, ...]:
    return _represent(evidence), _separate(evidence), _learn(evidence)


def formula(questions: Mapping[str, Question]) -> Word:
    """Of parity and of the sawtooth, by what networks compute: whether they learn it is beside."""
    return where_it_is(questions[name].word for name in ("represent", "separate"))


def _represent(evidence: Evidence) -> Question:
    return answered(
        ("represent", "Does parity take exponentially more units in one hidden layer?"),
        _families(evidence),
        group=lambda comparison: comparison.factors["units"],
        series=rows(
            evidence, "hidden_units", "hidden_layers", "wrong_inputs", "flips_without_effect"
        ),
    )


def _families(evidence: Evidence) -> Iterator[ArmComparison]:
    """Of each kind of unit, at the sizes where both networks are right on every input."""
    for units in parity.ONE_LAYER:
        shallow, deep = (_right(evidence, units, shape) for shape in (ONE_LAYER, TREE))
        comparison = growth(shallow, deep, {"function": "parity", "units": units})
        if comparison is not None:
            yield comparison


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
    comparison = growth(needed, deep, {"function": "sawtooth", "units": "ReLU units"})
    return answered(
        ("separate", "Is there a function whose shallow network must be exponentially larger?"),
        [comparison] if comparison else [],
        series=rows(evidence, *_SAWTOOTH),
    )


def _learn(evidence: Evidence) -> Question:
    learned = learning.learned(evidence)
    return answered(
        ("learn", "Does gradient descent learn parity sooner in the deep network?"),
        compare_all(learning.comparisons(learned)),
        group=lambda comparison: (
            f"{comparison.factors['activation']}, {comparison.factors['units']}"
        ),
        task="bits",
        series=tuple(each.row() for each in learned.values()),
    )
