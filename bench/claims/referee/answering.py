"""From comparisons to an answered question: the one place in which a question gets its word."""

from collections.abc import Iterable, Sequence

from propbench.bench.claims.referee.comparison import ArmComparison
from propbench.bench.claims.referee.estimates import Estimate, Group, estimated, everything
from propbench.bench.claims.referee.expectations import LONGER, Expectation
from propbench.bench.claims.referee.registration import Question, Series
from propbench.bench.claims.referee.words import Word


def answered(
    named: tuple[str, str],
    comparisons: Iterable[ArmComparison],
    expects: Expectation = LONGER,
    group: Group = everything,
    *,
    task: str = "task",
    series: Series = (),
) -> Question:
    """A question, by its id and words; what else is as of `estimated`."""
    cells = tuple(comparisons)
    estimates = estimated(cells, expects, group, task)
    return Question(*named, word_of(estimates), estimates, cells, series)


def word_of(estimates: Sequence[Estimate]) -> Word:
    """What the estimates of one question come to."""
    if not estimates:
        return "not measured"
    answers = {estimate.answer for estimate in estimates}
    if answers == {"yes"}:
        return "true"
    if "varies" in answers or {"yes", "no"} <= answers:
        return "true when"
    if "yes" in answers:
        return "mostly true"
    if "no" not in answers:
        return "cannot tell"
    denied = {estimate.outcome for estimate in estimates if estimate.answer == "no"}
    return "about the same" if denied == {"same"} else "false"
