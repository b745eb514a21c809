"""C4: is the function linear, as accurate and as soon trained as one layer; and in floats?"""

from collections.abc import Iterator, Mapping
from itertools import product

from propbench.bench.claims.c04_linear.accuracy import points_cell
from propbench.bench.claims.c04_linear.experiments import BUDGETS, LAYERS
from propbench.bench.claims.c04_linear.rounding import precision
from propbench.bench.claims.referee.answering import answered
from propbench.bench.claims.referee.comparison import ArmComparison
from propbench.bench.claims.referee.estimates import SAME
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.words import Word, where_it_is
from propbench.bench.claims.shared.observed import by_seed, ratio_cell, rows
from propbench.bench.claims.shared.optimum import HEADLINE
from propbench.bench.results import Observation

_EXACT = 1e-12


def judge(evidence: Evidence) -> tuple[Question, ...]:
    return _function(evidence), _accuracy(evidence), _training(evidence), precision(evidence)


def formula(questions: Mapping[str, Question]) -> Word:
    """True of what depth does nothing to."""
    return where_it_is(question.word for question in questions.values())


def _function(evidence: Evidence) -> Question:
    errors, beyond = evidence.values("collapse_error"), evidence.values("beyond_rank")
    cells = [_exact(seen, "layers", "outputs") for seen in errors]
    cells += [_exact(seen, "narrowest", "rank") for seen in beyond]
    return answered(
        ("function", "Does depth add nothing to the function?"),
        cells,
        series=rows(evidence, "collapse_error", "beyond_rank", "at_rank"),
    )


def _exact(seen: Observation, factor: str, what: str) -> ArmComparison:
    factors = {
        "implementation": str(seen.factors["implementation"]),
        "of": what,
        "width or layers": str(seen.factors[factor]),
    }
    return ArmComparison(factors, "supports" if seen.value <= _EXACT else "contradicts")


def _accuracy(evidence: Evidence) -> Question:
    cells = [
        points_cell(deep, flat, {"task": task, "layers": str(layers)})
        for task, layers in product(BUDGETS, LAYERS[1:])
        if (deep := by_seed(evidence, "accuracy", task=task, layers=layers))
        and (flat := by_seed(evidence, "accuracy", task=task, layers=1))
    ]
    return answered(
        ("accuracy", "Is a deep linear network as accurate as logistic regression?"),
        cells,
        series=rows(evidence, "accuracy"),
    )


def _training(evidence: Evidence) -> Question:
    return answered(
        ("training", "Does depth do nothing to training?"),
        _deep_over_flat(evidence),
        SAME,
        lambda each: f"{each.factors['layers']} layers",
        series=rows(evidence, "iterations", "learning_rate"),
    )


def _deep_over_flat(evidence: Evidence) -> Iterator[ArmComparison]:
    for task, layers in product(BUDGETS, LAYERS[1:]):
        at = {"task": task, "distance": HEADLINE[task]}
        deep = by_seed(evidence, "iterations", layers=layers, **at)
        flat = by_seed(evidence, "iterations", layers=1, **at)
        if deep and flat:
            yield ratio_cell(deep, flat, BUDGETS[task], {"task": task, "layers": str(layers)})
