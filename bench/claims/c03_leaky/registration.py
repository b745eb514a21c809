"""C3: what was registered, and what is raced."""

from propbench.bench.claims.c03_leaky import slopes
from propbench.bench.claims.referee.registration import Forecast, Registration
from propbench.bench.claims.shared.settings import explained, raced, sample
from propbench.bench.training.arms import LEAKY_RELU, RELU
from propbench.bench.training.races import Race
from propbench.bench.training.rulesets import R1

REGISTRATION = Registration(
    id="C3",
    title="Leaky ReLU mends ReLU's dead gradient",
    taught=(
        "ReLU's gradient is 0 for negative z; leaky ReLU is the remedy; its 0.01 could be changed, "
        "though nobody tries."
    ),
    rule=(
        "Good start: iterations of ReLU over those of leaky ReLU (0.01), learning rates tuned, "
        "pooled over tasks for each group of depths, must be above 1. Stress: the same with "
        "failures at the budget, at 3, 10 and 30 times ReLU's best learning rate or with hidden "
        "biases that begin at -1, and in deep thin networks with the rate of each tuned. Slope: "
        "0.01 over the best of nine slopes, which tuning chooses with the learning rate, at one "
        "hidden layer and at four. Nobody tries: false where a trial was published."
    ),
    forecast=Forecast(
        "No difference from a good start. Under stress units die, and the leak saves some runs, "
        "mostly with a bias below 0 and in thin networks. The best slope is larger than 0.01, by "
        "little. People do try. The claim depends on stress.",
        {"true": 0.05, "false": 0.15, "in part": 0.75, "cannot tell": 0.05},
    ),
)

_PAIR = (RELU, LEAKY_RELU)


def races(profile: str) -> tuple[Race, ...]:
    if profile != "full":
        return sample(profile, _PAIR) if profile == "standard" else ()
    return (*unstressed_races(), *slope_races())


def unstressed_races() -> tuple[Race, ...]:
    """The cells of a good start."""
    return raced(R1, _PAIR)


def slope_races() -> tuple[Race, ...]:
    """All slopes, in shallow networks and in deep ones."""
    return explained(slopes.ARMS)
