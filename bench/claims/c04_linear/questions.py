"""C4: is the function linear, as accurate and as soon trained as one layer; and in floats?"""

from collections.abc import Iterator, Mapping
from itertools import product

from propbench.bench.claims.c04_linear.experiments import LAYERS
from propbench.bench.claims.c04_linear.rounding import precision
from propbench.bench.claims.referee.answering import answered
from propbench.bench.claims.referee.comparison import ArmComparison, finding
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.expectations import SAME
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.words import Word, where_it_is
from propbench.bench.claims.shared.observed import by_seed, ratio_cell, rows
from propbench.bench.claims.shared.optimum import BUDGETS
from propbench.bench.results import Observation
from propbench.bench.statistics import ratio_interval
from propbench.bench.statistics.pooling import Effect

_EXACT = 1e-12
_FEWEST_ERRORS = 0.5 / 1_797
"""Half an example: a ratio of errors needs some."""

_BySeed = Mapping[int, float]


def judge(evidence: Evidence) -> tuple[Question, ...]:
    accuracy = answered(
        ("accuracy", "Does a deep linear network make as many errors as logistic regression?"),
        [
            _errors(deep, flat, factors)
            for factors, deep, flat in _deep_and_flat(evidence, "accuracy")
        ],
        SAME,
        _layers,
        series=rows(evidence, "accuracy"),
    )
    training = answered(
        ("training", "Does depth do nothing to training?"),
        [
            ratio_cell(deep, flat, BUDGETS[factors["task"]], factors)
            for factors, deep, flat in _deep_and_flat(evidence, "iterations")
        ],
        SAME,
        _layers,
        series=rows(evidence, "iterations", "learning_rate"),
    )
    return _function(evidence), accuracy, training, precision(evidence)


def formula(questions: Mapping[str, Question]) -> Word:
    """True of the function, and of whatever else it is true of."""
    return where_it_is(question.word for question in questions.values())


def _function(evidence: Evidence) -> Question:
    outputs, ranks = evidence.values("collapse_error"), evidence.values("beyond_rank")
    comparisons = [_exact(seen, "layers", "outputs") for seen in outputs]
    comparisons += [_exact(seen, "narrowest", "rank") for seen in ranks]
    return answered(
        ("function", "Is the function that of one linear layer, whatever the depth?"),
        comparisons,
        group=lambda comparison: comparison.factors["of"],
        series=rows(evidence, "collapse_error", "beyond_rank", "at_rank"),
    )


def _exact(seen: Observation, factor: str, what: str) -> ArmComparison:
    factors = {
        "implementation": str(seen.factors["implementation"]),
        "of": what,
        "width or layers": str(seen.factors[factor]),
    }
    return ArmComparison(factors, "supports" if seen.value <= _EXACT else "contradicts")


def _deep_and_flat(
    evidence: Evidence, quantity: str
) -> Iterator[tuple[dict[str, str], _BySeed, _BySeed]]:
    """Values of a deep network and of one layer, by task and depth."""
    for task, layers in product(BUDGETS, LAYERS[1:]):
        deep = by_seed(evidence, quantity, task=task, layers=layers)
        flat = by_seed(evidence, quantity, task=task, layers=1)
        if deep and flat:
            yield {"task": task, "layers": str(layers)}, deep, flat


def _errors(deep: _BySeed, flat: _BySeed, factors: Mapping[str, str]) -> ArmComparison:
    """Errors of the one over those of the other: the median of the ratios by seed, so that a run
    that diverged is one of many."""
    ratio = ratio_interval(
        *({s: max(1 - share, _FEWEST_ERRORS) for s, share in own.items()} for own in (deep, flat))
    )
    effect = Effect.of_interval(ratio)
    return ArmComparison(factors, finding(ratio), ratio, effect=effect)


def _layers(comparison: ArmComparison) -> str:
    return f"{comparison.factors['layers']} layers"
