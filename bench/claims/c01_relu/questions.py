"""C1: is sigmoid slower than ReLU, and because its gradient vanishes?"""

from collections.abc import Mapping

from propbench.bench.claims.c01_relu.gradient_rescues import cause
from propbench.bench.claims.c01_relu.registration import effect_races
from propbench.bench.claims.referee.answering import answered
from propbench.bench.claims.referee.comparing import compare_all
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.expectations import LONGER
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.words import Word, because
from propbench.bench.claims.shared.groups import by_depth
from propbench.bench.claims.shared.settings import pairs
from propbench.bench.training.arms import RELU, SIGMOID


def judge(evidence: Evidence) -> tuple[Question, ...]:
    effect = answered(
        ("effect", "Does sigmoid need more iterations than ReLU?"),
        compare_all(pairs(evidence, effect_races(), SIGMOID, RELU)),
        LONGER,
        by_depth,
    )
    return effect, cause(evidence)


def formula(questions: Mapping[str, Question]) -> Word:
    """The effect with its reason."""
    return because(questions["effect"].word, questions["cause"].word)
