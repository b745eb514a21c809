"""C2: is tanh faster in hidden layers, because it is centred; is sigmoid better at the output?"""

from collections.abc import Iterable, Iterator, Sequence

from propbench.bench.claims.c02_tanh import calibration, factorial
from propbench.bench.claims.c02_tanh.experiments import OUTPUT_BUDGETS
from propbench.bench.claims.c02_tanh.registration import REGISTRATION, direct_races, factorial_races
from propbench.bench.claims.referee.answering import NO_RACE, answered, raced
from propbench.bench.claims.referee.arm_comparison import compared
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.verdicts import SHARE, ArmComparison
from propbench.bench.claims.shared.observed import rows
from propbench.bench.claims.shared.settings import pairs
from propbench.bench.claims.shared.tuned import arm_of
from propbench.bench.claims.shared.wording import by_level, tally
from propbench.bench.numbers import scientific
from propbench.bench.results import Observation
from propbench.bench.training.arms import SIGMOID, TANH
from propbench.bench.training.races import Finish

_OUTPUT_FACTORS = ("task", "yardstick", "output")
_SIGMOID_OUTPUT = "sigmoid_cross_entropy"


def judge(evidence: Evidence) -> tuple[Question, ...]:
    direction = raced(
        ("direction", "Does sigmoid need more iterations than tanh in hidden layers?"),
        pairs(evidence, direct_races(), SIGMOID, TANH),
        lambda end: (
            f"Iterations of sigmoid over those of tanh: {tally(end.cells)}; "
            f"{by_level(end.cells, 'depth')}."
        ),
        REGISTRATION,
    )
    return direction, _reason(evidence), _output(evidence)


def _reason(evidence: Evidence) -> Question:
    finishes = [evidence.finishes[race] for race in factorial_races() if race in evidence.finishes]
    return answered(
        ("reason", "Is it because the activations are centred, more than because of the slope?"),
        [factorial.because_centred(finish, _setting(finish)) for finish in finishes],
        lambda cells: (
            f"Iterations with the slope alone over those with centring alone: {tally(cells)}; "
            f"{by_level(cells, 'depth')}, where more than 1 means that centring does more."
            f"{_matched(evidence)}"
        ),
        SHARE,
        tuple(_effects(finishes)),
        nothing=NO_RACE,
    )


def _effects(finishes: Sequence[Finish]) -> Iterator[dict[str, str | float]]:
    yield from factorial.rows(finishes, "all")
    for finish in finishes:
        yield from factorial.rows([finish], finish.race.task)


def _matched(evidence: Evidence) -> str:
    """What the two networks can express does not differ."""
    gaps: dict[int, float] = {}
    for seen in evidence.values("gap"):
        steps = int(seen.factors["steps"])
        gaps[steps] = max(seen.value, gaps.get(steps, 0.0))
    if not gaps:
        return ""
    at_most = (f"{scientific(gap)} after {steps} steps" for steps, gap in sorted(gaps.items()))
    return (
        " With one hidden layer and matched weights, tanh and sigmoid networks start as the same "
        f"function: their outputs differ by at most {', '.join(at_most)}."
    )


def _output(evidence: Evidence) -> Question:
    return answered(
        ("output", "Is a sigmoid better than a tanh at a binary output?"),
        _rivals(evidence.values("iterations")),
        lambda cells: (
            "Iterations with a tanh output over those with a sigmoid output, each at its best "
            f"learning rate: {tally(cells)}; {by_level(cells, 'rival')}."
            f"{calibration.in_words(evidence)}"
        ),
        SHARE,
        rows(evidence, *calibration.QUANTITIES),
    )


def _rivals(iterations: Iterable[Observation]) -> Iterator[ArmComparison]:
    """Each other output over the sigmoid's, by task and yardstick."""
    runs: dict[tuple[str, ...], list[Observation]] = {}
    for seen in iterations:
        key = tuple(str(seen.factors[name]) for name in _OUTPUT_FACTORS)
        runs.setdefault(key, []).append(seen)
    arms = {key: arm_of(observations) for key, observations in runs.items()}
    for (task, yardstick, rival), arm in arms.items():
        if rival != _SIGMOID_OUTPUT:
            sigmoid = arms[task, yardstick, _SIGMOID_OUTPUT]
            factors = {"task": task, "yardstick": yardstick, "rival": rival}
            yield compared(arm, sigmoid, OUTPUT_BUDGETS[task], factors)


def _setting(finish: Finish) -> dict[str, str]:
    return {"task": finish.race.task, "depth": str(len(finish.race.hidden))}
