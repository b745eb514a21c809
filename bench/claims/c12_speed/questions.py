"""C12: by how much together, by which factors, and is their product what training takes?"""

from collections.abc import Mapping

from propbench.bench.claims.c12_speed.experiments import DIRECT
from propbench.bench.claims.c12_speed.factors import (
    CHAIN,
    ByFactor,
    factors,
    fastest,
    multiplied,
)
from propbench.bench.claims.c12_speed.whole_runs import whole_runs
from propbench.bench.claims.referee.answering import answered
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.expectations import SAME
from propbench.bench.claims.referee.registration import Question, Series
from propbench.bench.claims.referee.words import Word


def judge(evidence: Evidence) -> tuple[Question, ...]:
    best = fastest(evidence)
    measured = factors(evidence, best)
    return (
        answered(
            (
                "product",
                "Is the fastest implementation with ReLU sooner at the target than textbook loops "
                "with sigmoid?",
            ),
            multiplied(measured, best),
            series=_series(measured),
        ),
        answered(
            ("factors", "Which factors cut the time to the target?"),
            measured.values(),
            group=lambda comparison: comparison.factors["factor"],
        ),
        answered(
            ("whole_runs", "Do whole runs take as long as iterations times seconds per step?"),
            whole_runs(evidence, DIRECT),
            SAME,
            lambda comparison: comparison.factors["implementation"],
            task="implementation",
        ),
    )


def formula(questions: Mapping[str, Question]) -> Word:
    """The product alone: its factors are unlike each other, so that no vote of them decides."""
    return questions["product"].word


def _series(measured: ByFactor) -> Series:
    """The factors that multiply, in the order of CHAIN; nothing unless all of them are known."""
    ratios = {name: measured[name].ratio for name in CHAIN if name in measured}
    known = {name: ratio for name, ratio in ratios.items() if ratio is not None}
    return tuple(
        {"factor": name, "ratio": ratio.point, "low": ratio.low, "high": ratio.high}
        for name, ratio in known.items()
        if len(known) == len(CHAIN)
    )
