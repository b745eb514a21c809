"""C3: does leaky ReLU help from a good start, under stress, at another slope; and who tries one?"""

from propbench.bench.claims.c03_leaky import dying, slopes
from propbench.bench.claims.c03_leaky.registration import (
    REGISTRATION,
    slope_races,
    unstressed_races,
)
from propbench.bench.claims.referee.answering import Cells, answered, raced
from propbench.bench.claims.referee.comparing import ArmPair
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.verdicts import ArmComparison
from propbench.bench.claims.shared.observed import rows
from propbench.bench.claims.shared.settings import pairs, where
from propbench.bench.claims.shared.wording import by_level, tally
from propbench.bench.numbers import percent
from propbench.bench.training.arms import LEAKY_RELU, RELU

_TRIED = (
    ("Xu et al. 2015", "sweeps the slope of leaky ReLU, with learned and random ones beside it"),
    ("caffenet-benchmark", "trains ImageNet networks with a slope of 1/3"),
    ("HiFi-GAN", "uses a slope of 0.1"),
)
"""Published trials of other slopes, each read at its source."""


def judge(evidence: Evidence) -> tuple[Question, ...]:
    return (_good_start(evidence), _under_stress(evidence), _best_slope(evidence), _nobody())


def _good_start(evidence: Evidence) -> Question:
    return raced(
        ("good start", "From a good start, does ReLU need more iterations than leaky ReLU?"),
        pairs(evidence, unstressed_races(), RELU, LEAKY_RELU),
        lambda end: (
            "Iterations of ReLU over those of leaky ReLU, each at its best rate: "
            f"{tally(end.cells)}; {by_level(end.cells, 'depth')}."
        ),
        REGISTRATION,
    )


def _under_stress(evidence: Evidence) -> Question:
    def words(cells: Cells) -> str:
        relu, leaky = (percent(dying.worst(evidence, arm)) for arm in dying.PAIR)
        return (
            f"Iterations of ReLU over those of leaky ReLU: {tally(cells)}; "
            f"{by_level(cells, 'bias')}. At the end of the worst condition {relu} of ReLU's hidden "
            f"units were dead, and {leaky} of leaky ReLU's."
        )

    return answered(
        ("stress", "Under stress, does ReLU need more iterations than leaky ReLU?"),
        dying.cells(evidence),
        words,
        REGISTRATION.share,
        rows(evidence, *dying.QUANTITIES),
    )


def _best_slope(evidence: Evidence) -> Question:
    finishes = [
        slopes.tuned_over_slopes(evidence.finishes[race])
        for race in slope_races()
        if race in evidence.finishes
    ]
    return raced(
        ("slope", "Does it pay to change the slope from 0.01?"),
        [ArmPair(finish, LEAKY_RELU.name, slopes.BEST, where(finish.race)) for finish in finishes],
        lambda end: (
            f"Iterations with a slope of 0.01 over those with the best slope: {tally(end.cells)}; "
            f"{by_level(end.cells, 'depth')}. "
            f"Tuning chose {', '.join(map(slopes.chosen, finishes))}. {slopes.controls(finishes)}"
        ),
        REGISTRATION,
        tuple(row for finish in finishes for row in slopes.by_slope(finish)),
    )


def _nobody() -> Question:
    return answered(
        ("nobody", "Does nobody try another slope?"),
        [ArmComparison({"source": name}, "contradicts", note=what) for name, what in _TRIED],
        lambda _: "Others have: " + "; ".join(f"{name} {what}" for name, what in _TRIED) + ".",
        REGISTRATION.share,
    )
