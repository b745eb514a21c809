"""Whether sigmoid is behind because its gradient vanishes: what closes its gap to ReLU."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from propbench.bench.claims.referee.answering import answered
from propbench.bench.claims.referee.comparing import compare, headline, times_of
from propbench.bench.claims.referee.registration import Question, Series
from propbench.bench.claims.referee.verdicts import ArmComparison, Finding
from propbench.bench.claims.shared.wording import ratio_words, tally
from propbench.bench.numbers import percent, percent_range
from propbench.bench.statistics import Interval
from propbench.bench.statistics.contrasts import p_beyond, share_closed
from propbench.bench.training.arms import RELU, SIGMOID, Arm
from propbench.bench.training.races import Finish
from propbench.bench.training.variants import BatchNormalised, Variant

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


def cause(finishes: Sequence[Finish], series: Series, share: float) -> Question:
    """With a cell for each rescue, where there is a gap, and one for what ReLU loses."""
    named = ("cause", "Is it because the sigmoid's gradient vanishes?")
    cells = [cell for finish in finishes for cell in _causal(finish)]
    return answered(named, cells, _answer, share, series)


def _answer(cells: Sequence[ArmComparison]) -> str:
    return (
        f"Of tests of the cause, {tally(cells)}. ReLU with its gradient cut to a quarter at each "
        f"layer: {_lost(cells)}. Of the logarithm of sigmoid's gap, restoring the scale of its "
        f"gradient removes (less than nothing where it does harm): {_removed(cells)}."
    )


def _causal(finish: Finish) -> list[ArmComparison]:
    where = {"task": finish.race.task, "depth": str(len(finish.race.hidden))}
    cells = [compare(finish, VANISHING.name, RELU.name, {**where, "test": VANISHING.name})]
    if compare(finish, SIGMOID.name, RELU.name, where).finding == "supports":
        cells += [_rescue(finish, arm.name, where) for arm in RESCUES]
    return cells


def _rescue(finish: Finish, name: str, where: Mapping[str, str]) -> ArmComparison:
    """The ratio is what is left of the gap; the note says which share is gone."""
    left = compare(finish, name, RELU.name, {**where, "test": name})
    place = headline(finish)
    slow, helped, fast = (
        times_of(finish.entrants[arm], place) for arm in (SIGMOID.name, name, RELU.name)
    )
    gone = share_closed(slow, helped, fast, finish.race.max_iterations)
    finding, p = _finding(gone)
    note = f"{percent(gone.point)} ({percent_range(gone.low, gone.high)})"
    return replace(left, finding=finding, note=note, p_value=p)


def _finding(gone: Interval) -> tuple[Finding, float]:
    """Twice the one-sided p, as of every interval."""
    if gone.kind == "confidence" and gone.low >= _CLOSED:
        return "supports", 2 * p_beyond(gone, _CLOSED)
    if gone.kind == "confidence" and gone.high <= _OPEN:
        return "contradicts", 2 * p_beyond(gone, _OPEN)
    return "inconclusive", 1.0


def _lost(cells: Sequence[ArmComparison]) -> str:
    return ", ".join(
        f"{ratio_words(cell.ratio)} as many iterations at {_place(cell)}"
        for cell in cells
        if cell.factors["test"] == VANISHING.name and cell.ratio
    )


def _removed(cells: Sequence[ArmComparison]) -> str:
    """For each rescue the shares, in the order of the cells."""
    notes: dict[str, list[str]] = {arm.name: [] for arm in RESCUES}
    for cell in cells:
        if cell.factors["test"] in notes:
            notes[cell.factors["test"]].append(f"{cell.note} at {_place(cell)}")
    shares = (f"{name} {', '.join(own)}" for name, own in notes.items() if own)
    return "; ".join(shares) or "sigmoid had no gap to close"


def _place(cell: ArmComparison) -> str:
    return f"{cell.factors['task']}, depth {cell.factors['depth']}"
