"""C5: the questions that races answer, and where those on units that begin alike stand."""

from collections.abc import Sequence

from propbench.bench.claims.c05_initialisation import symmetry_questions
from propbench.bench.claims.c05_initialisation.experiments import LOGISTIC_BUDGETS
from propbench.bench.claims.c05_initialisation.registration import (
    REGISTRATION,
    START_QUESTIONS,
    SWEEP,
)
from propbench.bench.claims.c05_initialisation.starts import StartQuestion
from propbench.bench.claims.referee.answering import raced
from propbench.bench.claims.referee.comparing import ArmPair, Conclusion, headline
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question, Series
from propbench.bench.claims.shared.observed import rows
from propbench.bench.claims.shared.wording import by_level, tally


def judge(evidence: Evidence) -> tuple[Question, ...]:
    share = REGISTRATION.share
    series: dict[str, Series] = {
        "small": rows(evidence, "first_to_last_gradient"),
        "large": (*rows(evidence, "saturated"), *_scales(evidence)),
    }
    zero, *others = (
        _raced(start, evidence, series.get(start.name, ())) for start in START_QUESTIONS
    )
    units = (
        symmetry_questions.reason(evidence, share),
        symmetry_questions.symmetry(evidence, share),
    )
    logistic = symmetry_questions.logistic(evidence, LOGISTIC_BUDGETS, share)
    return (zero, logistic, *units, *others)


def _raced(start: StartQuestion, evidence: Evidence, series: Series) -> Question:
    pairs = [
        ArmPair(evidence.finishes[race], *start.slow_and_fast(race), where)
        for race, where in start.races.items()
        if race in evidence.finishes
    ]

    def words(end: Conclusion) -> str:
        arms = ("the textbook's start", "this start")
        over, under = arms if start.expected_slow == "textbook" else reversed(arms)
        factor = end.factor if end.factor in end.cells[0].factors else "depth"
        return (
            f"Iterations of {over} over those of {under}: {by_level(end.cells, factor)}, as "
            f"geometric means; {tally(end.cells)}. {_arrived(pairs)}"
        )

    return raced(
        (start.name, start.question),
        pairs,
        words,
        REGISTRATION,
        series,
        non_inferiority=start.non_inferiority,
    )


def _arrived(pairs: Sequence[ArmPair]) -> str:
    """How many of all reported runs met the headline target, from the textbook's start and this."""
    total = sum(pair.finish.race.n_reporting for pair in pairs)
    textbook, other = (
        sum(
            pair.finish.entrants[pair.finish.race.arms[place].name].reached(headline(pair.finish))
            for pair in pairs
        )
        for place in (0, 1)
    )
    return f"{textbook} of {total} runs arrived from the textbook's start, {other} from this."


def _scales(evidence: Evidence) -> Series:
    """Mean iterations of each rule of the sweep, and of the textbook's."""
    return tuple(
        {
            "quantity": "scale_iterations",
            "task": race.task,
            "activation": arm.activation,
            "rule": arm.initialisation,
            "value": float(finish.entrants[arm.name].times(headline(finish)).mean()),
        }
        for race, finish in evidence.finishes.items()
        if race in SWEEP
        for arm in race.arms
    )
