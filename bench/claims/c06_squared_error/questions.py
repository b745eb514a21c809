"""C6: not convex, slow from two kinds of start, wrong on noisy labels; and least squares by itself.

Comparisons of a loss to a goal are corrected for their own number, goal by goal.
"""

from collections.abc import Callable

from propbench.bench.claims.c06_squared_error.convexity import convexity
from propbench.bench.claims.c06_squared_error.loss_cells import (
    Arms,
    arms_of,
    arrived,
    chosen_rates,
    loss_cells,
)
from propbench.bench.claims.c06_squared_error.registration import REGISTRATION
from propbench.bench.claims.c06_squared_error.single_unit import LINEAR, LOSSES, SQUARED
from propbench.bench.claims.c06_squared_error.three_losses import BUDGET, QUANTITIES
from propbench.bench.claims.referee.answering import Cells, answered
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question, Series
from propbench.bench.claims.shared.wording import by_level, tally


def judge(evidence: Evidence) -> tuple[Question, ...]:
    shared, own, errors = (arms_of(evidence.values(name)) for name in QUANTITIES)
    saturated = {key: arm for key, arm in shared.items() if key[0].start == "saturated_wrong"}
    ordinary = {key: arm for key, arm in shared.items() if key not in saturated}
    least_squares = (
        *loss_cells(ordinary, LINEAR, BUDGET, {"goal": "shared"}),
        *loss_cells(own, LINEAR, BUDGET, {"goal": "own"}),
    )
    return (
        convexity(evidence, REGISTRATION.share),
        _descent("ordinary", "zero or small weights", ordinary),
        _descent("saturated", "saturated weights of the wrong sign", saturated),
        _answered(
            ("noise", "Through a sigmoid, does squared error make more errors on clean labels?"),
            loss_cells(errors, SQUARED, 1.0, {}),
            _told(
                f"Errors on clean held-out labels after {BUDGET} iterations, squared error over "
                "cross-entropy, each at the rate that is best for it",
                "noise",
            ),
        ),
        _answered(
            (
                "linear",
                "Does squared error without a sigmoid need more iterations than cross-entropy?",
            ),
            least_squares,
            _told(
                "Iterations of least squares over those of cross-entropy, to the error of the "
                "best fit of either (shared) and of each loss's own (own)",
                "goal",
            ),
        ),
    )


def _descent(name: str, start: str, arms: Arms) -> Question:
    what = f"Iterations of squared error over those of cross-entropy, of at most {BUDGET}"

    def words(cells: Cells) -> str:
        arrivals = ", ".join(
            f"{loss} in {n} of {m}" for loss in LOSSES for n, m in [arrived(arms, loss, BUDGET)]
        )
        return f"{_told(what, 'noise')(cells)} Runs that arrived: {arrivals}."

    question = "Through a sigmoid, does squared error need more iterations than cross-entropy"
    return _answered(
        (name, f"{question} from {start}?"),
        loss_cells(arms, SQUARED, BUDGET, {}),
        words,
        chosen_rates(arms),
    )


def _told(what: str, by: str) -> Callable[[Cells], str]:
    """The cells by the levels of a factor."""
    return lambda cells: f"{what}: {tally(cells)}; as geometric means, {by_level(cells, by)}."


def _answered(
    named: tuple[str, str], cells: Cells, words: Callable[[Cells], str], series: Series = ()
) -> Question:
    return answered(named, cells, words, REGISTRATION.share, series, is_corrected=True)
