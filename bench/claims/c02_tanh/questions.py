"""C2: is tanh faster in hidden layers, because it is centred; is sigmoid better at the output?"""

from collections.abc import Iterator, Mapping

from propbench.bench.claims.c02_tanh import calibration, factorial
from propbench.bench.claims.c02_tanh.experiments import OUTPUT_BUDGETS
from propbench.bench.claims.c02_tanh.outputs import RIVALS, SIGMOID_OUTPUT
from propbench.bench.claims.c02_tanh.registration import direct_races, factorial_races
from propbench.bench.claims.referee.answering import answered
from propbench.bench.claims.referee.comparing import compare_all
from propbench.bench.claims.referee.comparison import ArmComparison, compared
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.words import Word, because
from propbench.bench.claims.shared.groups import by_depth
from propbench.bench.claims.shared.observed import rows
from propbench.bench.claims.shared.settings import pairs
from propbench.bench.claims.shared.tuned import TunedArm, arm_of
from propbench.bench.results import Observation
from propbench.bench.training.arms import SIGMOID, TANH

_OUTPUT_FACTORS = ("task", "yardstick", "output")


def judge(evidence: Evidence) -> tuple[Question, ...]:
    direction = answered(
        ("direction", "Does sigmoid need more iterations than tanh in hidden layers?"),
        compare_all(pairs(evidence, direct_races(), SIGMOID, TANH)),
        group=by_depth,
    )
    return direction, _reason(evidence), _output(evidence)


def formula(questions: Mapping[str, Question]) -> Word:
    """The direction with its reason; the output is another layer, and stands beside them."""
    return because(questions["direction"].word, questions["reason"].word)


def _reason(evidence: Evidence) -> Question:
    finishes = [evidence.finishes[race] for race in factorial_races() if race in evidence.finishes]
    return answered(
        ("reason", "Is it because the activations are centred, more than because of the slope?"),
        compare_all(pair for finish in finishes for pair in factorial.tests(finish)),
        group=factorial.test_at_depth,
        series=(*factorial.rows(finishes), *rows(evidence, "gap")),
    )


def _output(evidence: Evidence) -> Question:
    return answered(
        ("output", "Is a sigmoid better than a tanh at a binary output?"),
        _rivals(_arms(evidence)),
        group=lambda comparison: (
            f"{comparison.factors['rival']}, {comparison.factors['yardstick']}"
        ),
        series=rows(evidence, *calibration.QUANTITIES),
    )


def _arms(evidence: Evidence) -> dict[tuple[str, ...], TunedArm]:
    """By task, yardstick and output."""
    runs: dict[tuple[str, ...], list[Observation]] = {}
    for seen in evidence.values("iterations"):
        key = tuple(str(seen.factors[name]) for name in _OUTPUT_FACTORS)
        runs.setdefault(key, []).append(seen)
    return {key: arm_of(observations) for key, observations in runs.items()}


def _rivals(arms: Mapping[tuple[str, ...], TunedArm]) -> Iterator[ArmComparison]:
    """Each tanh output over the sigmoid's, by task and yardstick."""
    for (task, yardstick, output), arm in arms.items():
        if output in RIVALS:
            sigmoid = arms[task, yardstick, SIGMOID_OUTPUT]
            factors = {"task": task, "yardstick": yardstick, "rival": RIVALS[output]}
            yield compared(arm.times, sigmoid.times, OUTPUT_BUDGETS[task], factors)
