"""C3: does leaky ReLU help from a good start, under stress, at another slope; and who tries one?"""

from propbench.bench.claims.c03_leaky import dying, slopes
from propbench.bench.claims.c03_leaky.registration import slope_races, unstressed_races
from propbench.bench.claims.referee.answering import answered
from propbench.bench.claims.referee.comparing import compare_all
from propbench.bench.claims.referee.comparison import ArmComparison
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.shared.groups import by_depth, depth_group
from propbench.bench.claims.shared.observed import rows
from propbench.bench.claims.shared.settings import pairs
from propbench.bench.training.arms import LEAKY_RELU, RELU

_TRIED = (
    ("Xu et al. 2015", "sweeps the slope of leaky ReLU, with learned and random ones beside it"),
    ("caffenet-benchmark", "trains ImageNet networks with a slope of 1/3"),
    ("HiFi-GAN", "uses a slope of 0.1"),
)
"""Published trials of other slopes, each read at its source."""


def judge(evidence: Evidence) -> tuple[Question, ...]:
    good_start = answered(
        ("good start", "From a good start, does ReLU need more iterations than leaky ReLU?"),
        compare_all(pairs(evidence, unstressed_races(), RELU, LEAKY_RELU)),
        group=by_depth,
    )
    return good_start, *_under_stress(evidence), _best_slope(evidence), _nobody()


def _under_stress(evidence: Evidence) -> tuple[Question, Question]:
    units = answered(
        ("units", "Under stress, do more hidden units stay alive with leaky ReLU?"),
        dying.comparisons(evidence, dying.ALIVE),
        group=_stress,
        series=(*dying.by_condition(evidence, dying.ALIVE), *rows(evidence, "born_dead")),
    )
    runs = answered(
        ("stress", "Under stress, do more runs arrive with leaky ReLU?"),
        dying.comparisons(evidence, dying.ARRIVED),
        group=_stress,
        series=dying.by_condition(evidence, dying.ARRIVED),
    )
    return units, runs


def _best_slope(evidence: Evidence) -> Question:
    finishes = [evidence.finishes[race] for race in slope_races() if race in evidence.finishes]
    return answered(
        ("slope", "Does it pay to change the slope from 0.01?"),
        compare_all(map(slopes.customary_over_best, finishes)),
        group=depth_group,
        series=tuple(row for finish in finishes for row in slopes.by_slope(finish)),
    )


def _nobody() -> Question:
    return answered(
        ("nobody", "Does nobody try another slope?"),
        [ArmComparison({"source": name}, "contradicts", note=what) for name, what in _TRIED],
    )


def _stress(comparison: ArmComparison) -> str:
    return comparison.factors["stress"]
