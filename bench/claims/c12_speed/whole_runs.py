"""Whether iterations times seconds per step is what training takes, from runs timed as a whole."""

from collections.abc import Sequence

from propbench.bench.claims.referee.answering import Cells, answered
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.verdicts import ArmComparison
from propbench.bench.claims.shared.observed import by_seed, unchanged
from propbench.bench.claims.shared.seconds import seconds_cell
from propbench.bench.claims.shared.settings import step
from propbench.bench.claims.shared.wording import ratio_words
from propbench.bench.statistics import Interval, process_interval, product
from propbench.bench.training.arms import Arm

Way = tuple[str, str]
"""An implementation and an activation."""


def believed(evidence: Evidence, ways: Sequence[tuple[str, Arm]], share: float) -> Question:
    """The question with a cell for each implementation and activation that was run as a whole.

    Whole runs that take longer than the product says, or less, contradict it either way.
    """
    steps = {
        way: pair
        for way in ((name, arm.activation) for name, arm in ways)
        if (pair := _per_step(evidence, *way)) is not None
    }

    def words(cells: Cells) -> str:
        ratios = "; ".join(
            f"{_name(cell)} {ratio_words(cell.ratio)}" for cell in cells if cell.ratio is not None
        )
        apart = [_name(cell) for cell in cells if not _overlap(*steps[_way(cell)])]
        return (
            f"Seconds of whole runs over the product: {ratios}. The interval of the product "
            f"overlaps that of the whole runs in {len(cells) - len(apart)} of {len(cells)} cases"
            f"{_unexplained(apart)}."
        )

    return answered(
        (
            "product",
            "Is the product of iterations and seconds per step what training really takes?",
        ),
        [_cell(way, *pair) for way, pair in steps.items()],
        words,
        share,
    )


def _per_step(
    evidence: Evidence, implementation: str, activation: str
) -> tuple[Interval, Interval] | None:
    """Seconds of one step, in whole runs by seed, and in the timing run by process."""
    timed = evidence.seconds(step(implementation, activation).id)
    where = {"implementation": implementation, "activation": activation}
    seconds = by_seed(evidence, "direct_s", **where)
    iterations = by_seed(evidence, "direct_iterations", **where)
    if not timed or not seconds:
        return None
    whole = [seconds[seed] / iterations[seed] for seed in seconds]
    return process_interval(whole), process_interval([*timed.values()])


def _cell(way: Way, whole: Interval, timed: Interval) -> ArmComparison:
    point, low, high = timed.point, timed.low, timed.high
    inverse = Interval(1 / point, 1 / high, 1 / low, timed.n, timed.kind)
    factors = dict(zip(("implementation", "activation"), way, strict=True))
    return unchanged(seconds_cell(product([whole, inverse]), factors))


def _overlap(whole: Interval, timed: Interval) -> bool:
    return whole.low <= timed.high and timed.low <= whole.high


def _unexplained(apart: Sequence[str]) -> str:
    """What is said where they do not overlap."""
    if not apart:
        return ""
    return (
        f", and not for {', '.join(apart)}, where a step among other steps of a training run does "
        "not cost what it costs when it is timed alone, or the machine changed between the two"
    )


def _way(cell: ArmComparison) -> Way:
    return cell.factors["implementation"], cell.factors["activation"]


def _name(cell: ArmComparison) -> str:
    return " with ".join(_way(cell))
