"""C2: is tanh faster in hidden layers, because it is centred; is sigmoid better at the output?"""

from collections.abc import Iterable, Iterator, Mapping

from propbench.bench.claims.c02_tanh import calibration, factorial
from propbench.bench.claims.c02_tanh.experiments import OUTPUT_BUDGETS
from propbench.bench.claims.c02_tanh.registration import direct_races, factorial_races
from propbench.bench.claims.referee.answering import answered
from propbench.bench.claims.referee.comparing import compare_all
from propbench.bench.claims.referee.comparison import ArmComparison, compared
from propbench.bench.claims.referee.estimates import LONGER
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.words import Word, all_of, because
from propbench.bench.claims.shared.groups import by_depth, depth_group
from propbench.bench.claims.shared.observed import rows
from propbench.bench.claims.shared.settings import pairs
from propbench.bench.claims.shared.tuned import arm_of
from propbench.bench.results import Observation
from propbench.bench.training.arms import SIGMOID, TANH

_OUTPUT_FACTORS = ("task", "yardstick", "output")
_SIGMOID_OUTPUT = "sigmoid_cross_entropy"
_RIVALS = {"tanh_cross_entropy": "read as a probability", "tanh_squared_error": "squared error"}


def judge(evidence: Evidence) -> tuple[Question, ...]:
    direction = answered(
        ("direction", "Does sigmoid need more iterations than tanh in hidden layers?"),
        compare_all(pairs(evidence, direct_races(), SIGMOID, TANH)),
        LONGER,
        by_depth,
    )
    return direction, _reason(evidence), _output(evidence)


def formula(questions: Mapping[str, Question]) -> Word:
    """The effect with its reason, and the output beside it."""
    effect = because(questions["direction"].word, questions["reason"].word)
    return all_of((effect, questions["output"].word))


def _reason(evidence: Evidence) -> Question:
    finishes = [evidence.finishes[race] for race in factorial_races() if race in evidence.finishes]
    return answered(
        ("reason", "Is it because the activations are centred, more than because of the slope?"),
        compare_all(pair for finish in finishes for pair in factorial.pairs(finish)),
        LONGER,
        lambda each: f"{each.factors['test']}, {depth_group(each)}",
        series=(*factorial.rows(finishes), *rows(evidence, "gap")),
    )


def _output(evidence: Evidence) -> Question:
    return answered(
        ("output", "Is a sigmoid better than a tanh at a binary output?"),
        _rivals(evidence.values("iterations")),
        LONGER,
        lambda each: f"{_RIVALS[each.factors['rival']]}, by {each.factors['yardstick']}",
        series=rows(evidence, *calibration.QUANTITIES),
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
            yield compared(arm.times, sigmoid.times, OUTPUT_BUDGETS[task], factors)
