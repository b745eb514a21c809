"""Whether iterations times seconds per step is what training takes, from runs timed as a whole."""

from collections.abc import Mapping, Sequence

from propbench.bench.claims.evidence import Evidence
from propbench.bench.claims.experiments.timed import p_value_of
from propbench.bench.claims.fields import step
from propbench.bench.claims.observed import by_seed, part
from propbench.bench.claims.registration import Cell, Finding, Part
from propbench.bench.claims.verdicts import SLOWER, finding
from propbench.bench.claims.words import ratio_words
from propbench.bench.statistics import Interval, process_interval, product

_SAID: Mapping[Finding, Finding] = {
    "equivalent": "supports",
    "supports": "contradicts",
    "contradicts": "contradicts",
    "inconclusive": "inconclusive",
}
"""Whole runs that take longer than the product says, or less, contradict it either way."""


def believed(evidence: Evidence, ways: Sequence[tuple[str, str]], share: float) -> Part:
    """The part with a cell for each implementation and activation that was run as a whole."""
    question = "Is the product of iterations and seconds per step what training really takes?"
    pairs = {way: found for way in ways if (found := _per_step(evidence, *way)) is not None}
    cells = [_cell(way, *pair) for way, pair in pairs.items()]
    said = "; ".join(
        f"{_name(cell)} {ratio_words(cell.ratio)}" for cell in cells if cell.ratio is not None
    )
    apart = [_name(cell) for cell in cells if not _overlap(*pairs[_way(cell)])]
    answer = (
        f"Seconds of whole runs over the product: {said}. The interval of the product overlaps "
        f"that of the whole runs in {len(cells) - len(apart)} of {len(cells)} cases"
        f"{_unexplained(apart)}."
    )
    return part(("product", question), cells, answer, share)


def _per_step(
    evidence: Evidence, implementation: str, activation: str
) -> tuple[Interval, Interval] | None:
    """Seconds of one step, in whole runs by seed, and in the timing run by process."""
    timed = evidence.seconds.get(step(implementation, activation).id)
    where = {"implementation": implementation, "activation": activation}
    seconds = by_seed(evidence, "direct_s", **where)
    iterations = by_seed(evidence, "direct_iterations", **where)
    if not timed or not seconds:
        return None
    whole = [seconds[seed] / iterations[seed] for seed in seconds]
    return process_interval(whole), process_interval([*timed.values()])


def _cell(way: tuple[str, str], whole: Interval, timed: Interval) -> Cell:
    point, low, high = timed.point, timed.low, timed.high
    inverse = Interval(1 / point, 1 / high, 1 / low, timed.n, timed.kind)
    ratio = product([whole, inverse])
    found = finding(ratio)
    factors = dict(zip(("implementation", "activation"), way, strict=True))
    return Cell(factors, _SAID[found], ratio, p_value=p_value_of(ratio, found, SLOWER))


def _overlap(one: Interval, other: Interval) -> bool:
    return one.low <= other.high and other.low <= one.high


def _unexplained(apart: Sequence[str]) -> str:
    """What is said where they do not overlap."""
    if not apart:
        return ""
    return (
        f", and not for {', '.join(apart)}, where a step among other steps of a training run does "
        "not cost what it costs when it is timed alone, or the machine changed between the two"
    )


def _way(cell: Cell) -> tuple[str, str]:
    return cell.factors["implementation"], cell.factors["activation"]


def _name(cell: Cell) -> str:
    return " with ".join(_way(cell))
