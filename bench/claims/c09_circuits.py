"""C9: small deep networks against exponentially many hidden units: represent, separate, learn."""

from collections.abc import Iterable

from propbench.bench.claims.comparing import conclude
from propbench.bench.claims.evidence import Evidence
from propbench.bench.claims.experiments import learning, parity, sawtooth
from propbench.bench.claims.experiments.built import Built
from propbench.bench.claims.experiments.growth import Sizes, growth, values_by_size
from propbench.bench.claims.observed import NOTHING_MEASURED, part, rows
from propbench.bench.claims.registration import Cell, Forecast, Part, Registration
from propbench.bench.claims.words import tally
from propbench.bench.convergence.races import Race
from propbench.bench.numbers import count
from propbench.bench.results import Observation

REGISTRATION = Registration(
    id="C9",
    title="Shallow networks need exponentially more hidden units than deep ones",
    taught=(
        "There are functions that a small deep network computes and a shallow one only with "
        "exponentially more hidden units: parity takes a tree of depth O(log n), or 2**(n-1) "
        "units in one layer."
    ),
    rule=(
        "Represent and separate: a cell is one function and kind of unit; its ratio is the factor "
        "by which the excess of one hidden layer, its units over those of the deep network, grows "
        "with each bit or layer from half the largest size to the largest. Over 1.25 a step is "
        "exponential and supports. Networks that are wrong on any input do not count. Learn: a "
        "cell is one number of bits, width and activation; its ratio is iterations of one hidden "
        "layer over those of the deep network of about as many units; over 1.25 supports."
    ),
    forecast=Forecast(
        words=(
            "Exponential for AND/OR gates on parity and for ReLU units on the sawtooth, but n "
            "ReLU units or n/2 + 1 sigmoids compute parity in one layer; depth does not make "
            "parity learnable, width does."
        ),
        probabilities={
            "depends": 0.9,
            "not supported": 0.05,
            "supported": 0.02,
            "inconclusive": 0.03,
        },
    ),
)

_LARGEST = {"quick": 6, "standard": 10, "full": 16}
"""Bits of parity, and layers of the sawtooth."""
_LARGEST_SHALLOW_SAWTOOTH = 10
"""Layers up to which the sawtooth is also built with one hidden layer, to compare values."""

_TREE = "tree of exclusive ors"

_SAWTOOTH = (
    "sawtooth_pieces",
    "sawtooth_units",
    "sawtooth_units_one_layer",
    "sawtooth_differing_points",
)
"""Quantities that are observed of it."""


def races(profile: str) -> tuple[Race, ...]:
    """A race a network, because networks of different shapes are the contestants."""
    return tuple(learner.race for learner in learning.learners(profile))


def measure(profile: str) -> Iterable[Observation]:
    """Every construction on every input, and the sawtooth's pieces."""
    for bits in range(2, _LARGEST[profile] + 1):
        yield _observed("flips_without_effect", parity.flips_without_effect(bits), bits=bits)
        for units, (construct, activation) in parity.ONE_LAYER.items():
            yield from _checked(construct(bits), bits, units, "one hidden layer")
            yield from _checked(parity.tree(bits, activation), bits, units, _TREE)
    for layers in range(1, _LARGEST[profile] + 1):
        yield from _sawtooth(layers)


def measure_here(profile: str) -> Iterable[Observation]:  # noqa: ARG001
    """Nothing here depends on the machine."""
    return ()


def judge(evidence: Evidence) -> tuple[Part, ...]:
    """Three questions that the claim merges."""
    return _represent(evidence), _separate(evidence), _learn(evidence)


def _observed(quantity: str, value: float, **factors: str | int) -> Observation:
    return Observation(
        claim=REGISTRATION.id, quantity=quantity, factors=dict(factors), value=float(value)
    )


def _checked(built: Built, bits: int, units: str, shape: str) -> Iterable[Observation]:
    where: dict[str, str | int] = {"units": units, "shape": shape, "bits": bits}
    yield _observed("hidden_units", built.hidden_units, **where)
    yield _observed("hidden_layers", built.layers, **where)
    yield _observed("wrong_inputs", parity.wrong_inputs(built), **where)


def _sawtooth(layers: int) -> Iterable[Observation]:
    deep, x = sawtooth.deep(layers), sawtooth.points(layers)
    yield _observed("sawtooth_pieces", sawtooth.pieces(deep, x), layers=layers)
    yield _observed("sawtooth_units", deep.hidden_units, layers=layers)
    if layers <= _LARGEST_SHALLOW_SAWTOOTH:
        one_layer = sawtooth.shallow(layers)
        differing = sawtooth.differing(deep, one_layer, x)
        yield _observed("sawtooth_units_one_layer", one_layer.hidden_units, layers=layers)
        yield _observed("sawtooth_differing_points", differing, layers=layers)


def _represent(evidence: Evidence) -> Part:
    asked = ("represent", "How many hidden units compute the parity of n bits?")
    found = [_family(evidence, units) for units in parity.ONE_LAYER]
    cells = [cell for cell in found if cell is not None]
    wrong = evidence.values("wrong_inputs")
    if not wrong:
        return part(asked, (), NOTHING_MEASURED, REGISTRATION.share)
    failing = sum(one.value > 0 for one in wrong)
    open_bits = sum(one.value for one in evidence.values("flips_without_effect"))
    families = "; ".join(f"{cell.factors['units']}: {cell.note}" for cell in cells)
    answer = (
        f"{count(len(wrong))} constructions were run on every input; {count(failing)} are wrong "
        f"on some input. {families}. Flipping one bit of an input leaves its parity "
        f"unchanged in {count(int(open_bits))} cases; with none, every AND gate must read all n "
        f"bits, and fewer than 2**(n-1) gates cannot do."
    )
    series = rows(evidence, "hidden_units", "hidden_layers", "wrong_inputs")
    return part(asked, cells, answer, REGISTRATION.share, series)


def _family(evidence: Evidence, units: str) -> Cell | None:
    """One kind of unit, at the sizes where both networks are right on every input."""
    shallow, deep = (_right(evidence, units, shape) for shape in ("one hidden layer", _TREE))
    return growth(shallow, deep, {"function": "parity", "units": units}, "bit", REGISTRATION.margin)


def _right(evidence: Evidence, units: str, shape: str) -> Sizes:
    where = {"units": units, "shape": shape}
    wrong = values_by_size(evidence, "wrong_inputs", "bits", **where)
    built = values_by_size(evidence, "hidden_units", "bits", **where)
    return {bits: n for bits, n in built.items() if wrong.get(bits) == 0}


def _separate(evidence: Evidence) -> Part:
    asked = ("separate", "Is there a function whose shallow network must be exponentially larger?")
    pieces = values_by_size(evidence, "sawtooth_pieces", "layers")
    deep = values_by_size(evidence, "sawtooth_units", "layers")
    # One hidden layer of h units bends at most h times, so that p pieces need p - 1 units.
    needed = {layers: n - 1 for layers, n in pieces.items()}
    cell = growth(
        needed, deep, {"function": "sawtooth", "units": "ReLU units"}, "layer", REGISTRATION.margin
    )
    if cell is None:
        return part(asked, (), NOTHING_MEASURED, REGISTRATION.share)
    most = max(pieces)
    built = evidence.values("sawtooth_differing_points")
    differing = sum(one.value for one in built)
    answer = (
        f"{count(most)} layers of two ReLU units have {count(int(pieces[most]))} linear pieces, "
        f"counted; each unit of one hidden layer adds one piece at most, so that it needs "
        f"{count(int(needed[most]))} units: {cell.note}. Built with one hidden "
        f"layer, too, in {count(len(built))} sizes, it differs at {count(int(differing))} points."
    )
    return part(asked, [cell], answer, REGISTRATION.share, rows(evidence, *_SAWTOOTH))


def _learn(evidence: Evidence) -> Part:
    asked = ("learn", "Does gradient descent learn parity sooner in the deep network?")
    found = learning.learned(evidence)
    if not found:
        return part(asked, (), NOTHING_MEASURED, REGISTRATION.share)
    answer = (
        f"Trained on all 2**n rows, so this is fitting and not generalisation, to a mean loss of "
        f"0.01 within {count(learning.ITERATIONS)} iterations, over half of the seeds learn "
        f"parity in these networks: {learning.most_seeds(found.values())}."
    )
    series = tuple(one.row() for one in found.values())
    compared = list(learning.comparisons(found))
    if not compared:
        return Part(*asked, answer, "inconclusive", series=series)
    end = conclude(compared, REGISTRATION.share, REGISTRATION.margin)
    answer += f" That the deep network is sooner: {tally(end.cells)}."
    return Part(*asked, answer, end.verdict, end.factor, end.cells, (*series, *end.flips))
