"""C4: is the function linear, as accurate and as soon trained as one layer; and in floats?"""

from collections.abc import Iterator
from itertools import product

from propbench.bench.claims.c04_linear.accuracy import points_cell
from propbench.bench.claims.c04_linear.experiments import BUDGETS, COLLAPSED, LAYERS
from propbench.bench.claims.c04_linear.registration import REGISTRATION
from propbench.bench.claims.c04_linear.rounding import precision
from propbench.bench.claims.referee.answering import Cells, answered
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.verdicts import ArmComparison
from propbench.bench.claims.shared.observed import by_seed, ratio_cell, rows, unchanged
from propbench.bench.claims.shared.optimum import HEADLINE
from propbench.bench.claims.shared.wording import ratio_words
from propbench.bench.numbers import scientific
from propbench.bench.results import Observation

_EXACT = 1e-12


def judge(evidence: Evidence) -> tuple[Question, ...]:
    return (
        _function(evidence),
        _accuracy(evidence),
        _training(evidence),
        precision(evidence, REGISTRATION.share),
    )


def _function(evidence: Evidence) -> Question:
    errors, beyond = evidence.values("collapse_error"), evidence.values("beyond_rank")
    cells = [_exact(seen, "layers", "outputs") for seen in errors]
    cells += [_exact(seen, "narrowest", "rank") for seen in beyond]

    def words(_: Cells) -> str:
        inside = min(seen.value for seen in evidence.values("at_rank"))
        return (
            f"At most {scientific(max(seen.value for seen in errors))} of the largest output is "
            f"between networks of up to {max(COLLAPSED)} layers and the one layer W_L ... W_1 x + "
            f"b, and at most {scientific(max(seen.value for seen in beyond))} of the outputs' "
            "largest singular value lies outside the rank of the narrowest layer. The smallest "
            f"inside it is {scientific(inside)}."
        )

    return answered(
        ("function", "Does depth add anything to the function?"),
        cells,
        words,
        REGISTRATION.share,
        rows(evidence, "collapse_error", "beyond_rank"),
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
        lambda kept: (
            "Accuracy on unseen examples less that of logistic regression: "
            f"{'; '.join(f'{_place(cell)}: {cell.note}' for cell in kept)}."
        ),
        REGISTRATION.share,
        rows(evidence, "accuracy"),
    )


def _training(evidence: Evidence) -> Question:
    def words(cells: Cells) -> str:
        ratios = "; ".join(
            f"{_place(cell)}: {ratio_words(cell.ratio)}, {cell.note}"
            for cell in cells
            if cell.ratio is not None
        )
        return (
            "Iterations to the loss of the best linear function (plus 0.001 nats, on digits "
            f"0.01), over those of a single layer, each at its own best learning rate: {ratios}."
        )

    return answered(
        ("training", "Does depth do nothing to training?"),
        _deep_over_flat(evidence),
        words,
        REGISTRATION.share,
        rows(evidence, "iterations", "learning_rate"),
    )


def _deep_over_flat(evidence: Evidence) -> Iterator[ArmComparison]:
    for task, layers in product(BUDGETS, LAYERS[1:]):
        at = {"task": task, "distance": HEADLINE[task]}
        deep = by_seed(evidence, "iterations", layers=layers, **at)
        flat = by_seed(evidence, "iterations", layers=1, **at)
        if deep and flat:
            factors = {"task": task, "layers": str(layers)}
            yield unchanged(ratio_cell(deep, flat, BUDGETS[task], factors))


def _place(cell: ArmComparison) -> str:
    return f"{cell.factors['task']}, {cell.factors['layers']} layers"
