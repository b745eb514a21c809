"""C2: what was registered, and what is raced."""

from propbench.bench.claims.c02_tanh import factorial
from propbench.bench.claims.referee.registration import Forecast, Registration
from propbench.bench.claims.shared.settings import explained, raced, sample
from propbench.bench.training.races import Race
from propbench.bench.training.rulesets import RULESETS

REGISTRATION = Registration(
    id="C2",
    title="tanh is better than sigmoid in hidden layers",
    taught=(
        "tanh is almost always better than sigmoid in hidden layers, because its mean is near 0; "
        "sigmoid is better at a binary output."
    ),
    rule=(
        "Direction: iterations of sigmoid over those of tanh to the same loss, pooled over tasks, "
        "for each group of depths, with the learning rate tuned and with the start tuned as well. "
        "Six estimates; each must be above 1. Reason: tanh(z) is 2 sigmoid(2 z) - 1, so it differs "
        "from sigmoid in being centred and in its slope of 1 at 0. In each group of depths "
        "centring alone must save iterations, and more than the slope alone. Output, beside "
        "the claim and not deciding it: iterations of each tanh output over those of the "
        "sigmoid, to the same loss and to the same share of errors. Four estimates; each must be "
        "above 1."
    ),
    forecast=Forecast(
        "tanh wins wherever anybody arrives. Centring explains it with one hidden layer, the slope "
        "as much as centring with several. A tanh output read as a probability, with "
        "cross-entropy, is the sigmoid of 2 z and no different once tuned; tanh with squared error "
        "is slower.",
        {"true": 0.2, "in part": 0.7, "false": 0.05, "cannot tell": 0.05},
    ),
)


def races(profile: str) -> tuple[Race, ...]:
    if profile != "full":
        return sample(profile)
    return (*direct_races(), *factorial_races())


def direct_races() -> tuple[Race, ...]:
    """The cells of the direction."""
    return tuple(race for rules in RULESETS for race in raced(rules))


def factorial_races() -> tuple[Race, ...]:
    """Centring and slope apart, in shallow networks and in deep ones."""
    return explained(factorial.ARMS)
