"""Whether sigmoid is behind because its gradient vanishes: what closes its gap to ReLU."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from propbench.bench.claims.comparing import compare, corrected, headline, times_of
from propbench.bench.claims.observed import Series, part
from propbench.bench.claims.registration import Cell, Finding, Part
from propbench.bench.claims.words import ratio_words, tally
from propbench.bench.convergence.arms import RELU, SIGMOID, Arm
from propbench.bench.convergence.races import Finish
from propbench.bench.convergence.variants import BatchNormalised, Variant
from propbench.bench.numbers import percent, percent_range
from propbench.bench.statistics import Interval
from propbench.bench.statistics.contrasts import p_beyond, share_closed

RESCUES = (
    Arm("four_times_glorot", "sigmoid", "glorot_4x"),
    Arm("slope_one", "sigmoid", "glorot", variant=Variant(scale=4, shift=-2)),
    Arm("normalised_gradient", "sigmoid", "glorot", variant=Variant(gradient="normalised")),
    Arm("batch_normalised", "sigmoid", "glorot", variant=BatchNormalised()),
)
"""Sigmoid with the scale of its gradient restored, each in another way."""

VANISHING = Arm("vanishing_relu", "relu", "he", variant=Variant(vanishing=0.25))
"""ReLU whose gradient shrinks at each hidden layer as the sigmoid's does at best."""

_CLOSED, _OPEN = 0.8, 0.2
"""Shares of the gap's logarithm: a rescue removes it, or leaves it."""

NORMALISED = (
    "The rescue by normalisation is batch normalisation with its learned scale and shift. At first "
    "it went without them, so that b did nothing and an even function such as exclusive or was out "
    "of its reach: where it failed, that was why, and said nothing about gradients."
)
"""What was registered after the first full run."""


def cause(finishes: Sequence[Finish], series: Series, share: float) -> Part:
    """The part with a cell for each rescue, where there is a gap, and one for what ReLU loses."""
    found = corrected(cell for finish in finishes for cell in _causal(finish))
    answer = (
        f"Of tests of the cause, {tally(found)}. ReLU with its gradient cut to a quarter at each "
        f"layer: {_lost(found)}. Of the logarithm of sigmoid's gap, restoring the scale of its "
        f"gradient removes (less than nothing where it does harm): {_removed(found)}."
    )
    named = ("cause", "Is it because the sigmoid's gradient vanishes?")
    return part(named, found, answer, share, series)


def _causal(finish: Finish) -> list[Cell]:
    where = {"task": finish.race.task, "depth": str(len(finish.race.hidden))}
    cells = [compare(finish, VANISHING.name, RELU.name, {**where, "test": VANISHING.name})]
    if compare(finish, SIGMOID.name, RELU.name, where).finding == "supports":
        cells += [_rescue(finish, arm.name, where) for arm in RESCUES]
    return cells


def _rescue(finish: Finish, name: str, where: Mapping[str, str]) -> Cell:
    """The ratio is what is left of the gap; the note says which share is gone."""
    left = compare(finish, name, RELU.name, {**where, "test": name})
    place = headline(finish)
    slow, helped, fast = (
        times_of(finish.entrants[arm], place) for arm in (SIGMOID.name, name, RELU.name)
    )
    gone = share_closed(slow, helped, fast, finish.race.max_iterations)
    found, p = _said(gone)
    note = f"{percent(gone.point)} ({percent_range(gone.low, gone.high)})"
    return replace(left, finding=found, note=note, p_value=p)


def _said(gone: Interval) -> tuple[Finding, float]:
    """Twice the one-sided p, as of every interval."""
    if gone.kind == "confidence" and gone.low >= _CLOSED:
        return "supports", 2 * p_beyond(gone, _CLOSED)
    if gone.kind == "confidence" and gone.high <= _OPEN:
        return "contradicts", 2 * p_beyond(gone, _OPEN)
    return "inconclusive", 1.0


def _lost(cells: Sequence[Cell]) -> str:
    own = ((one, one.ratio) for one in cells if one.factors["test"] == VANISHING.name)
    return ", ".join(
        f"{ratio_words(ratio)} as many iterations at {_place(one)}" for one, ratio in own if ratio
    )


def _removed(cells: Sequence[Cell]) -> str:
    """For each rescue the shares, in the order of the cells."""
    said = []
    for arm in RESCUES:
        shares = [
            f"{one.note} at {_place(one)}" for one in cells if one.factors["test"] == arm.name
        ]
        if shares:
            said.append(f"{arm.name} {', '.join(shares)}")
    return "; ".join(said) or "sigmoid had no gap to close"


def _place(cell: Cell) -> str:
    return f"{cell.factors['task']}, depth {cell.factors['depth']}"
