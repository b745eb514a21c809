"""C1: is sigmoid slower than ReLU, and because its gradient vanishes?"""

from propbench.bench.claims.c01_relu.gradient_rescues import cause
from propbench.bench.claims.c01_relu.registration import REGISTRATION, cause_races, effect_races
from propbench.bench.claims.referee.answering import raced
from propbench.bench.claims.referee.comparing import Conclusion
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.shared.observed import rows
from propbench.bench.claims.shared.settings import pairs
from propbench.bench.claims.shared.wording import by_level, tally
from propbench.bench.training.arms import RELU, SIGMOID
from propbench.bench.training.rulesets import R1


def judge(evidence: Evidence) -> tuple[Question, ...]:
    causes = [evidence.finishes[race] for race in cause_races() if race in evidence.finishes]
    effect = raced(
        ("effect", "Does sigmoid need more iterations than ReLU?"),
        pairs(evidence, effect_races(), SIGMOID, RELU),
        _effect,
        REGISTRATION,
    )
    return effect, cause(causes, rows(evidence, "gradient_norm"), REGISTRATION.share)


def _effect(end: Conclusion) -> str:
    tuned = [cell for cell in end.cells if cell.factors["ruleset"] == R1.name]
    return (
        f"Iterations of sigmoid over those of ReLU: {tally(end.cells)}. "
        f"With learning rates tuned (R1) sigmoid needs {by_level(tuned, 'depth')}, "
        "as geometric means over the tasks."
    )
