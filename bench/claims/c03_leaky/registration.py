"""C3: what was registered, and what is raced."""

from propbench.bench.claims.c03_leaky import slopes
from propbench.bench.claims.referee.registration import Forecast, Registration
from propbench.bench.claims.shared.settings import explained, race, raced
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
        "All of it must be true. Good start: iterations of ReLU over those of leaky ReLU (0.01), "
        "learning rates tuned, pooled over tasks, must be above 1 in each group of depths. Stress: "
        "at 1, 3, 10 and 30 times ReLU's best learning rate, with hidden biases that begin at 0 or "
        "at -1 (not at the best rate with 0), and in deep thin networks with the rate of each "
        "tuned, more hidden units must stay alive and more runs must arrive with leaky ReLU; a "
        "ratio of shares for each of the three kinds of stress. Slope: iterations at 0.01 over "
        "those at the best of nine slopes, which tuning chooses with the rate, must be above 1, "
        "shallow and deep. Nobody tries: false when anybody has published a trial."
    ),
    forecast=Forecast(
        "No difference from a good start. Under stress the leak keeps units alive but saves few "
        "runs. The best slope is larger than 0.01, and gains little. People do try, so that the "
        "claim as a whole is false.",
        {"true": 0.01, "in part": 0.02, "false": 0.96, "cannot tell": 0.01},
    ),
)

_PAIR = (RELU, LEAKY_RELU)


def races(profile: str) -> tuple[Race, ...]:
    if profile == "quick":
        return ()
    if profile == "standard":
        return (race("xor", 1, R1, _PAIR),)
    return (*unstressed_races(), *slope_races())


def unstressed_races() -> tuple[Race, ...]:
    """The cells of a good start."""
    return raced(R1, _PAIR)


def slope_races() -> tuple[Race, ...]:
    """All slopes, in shallow networks and in deep ones."""
    return explained(slopes.ARMS)
