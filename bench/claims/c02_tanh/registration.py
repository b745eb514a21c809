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
        "Direction: in at least 90 % of the cells (task, depth, ruleset) sigmoid takes more than "
        "1.25 times as many iterations as tanh, and in none fewer than 1 / 1.25. Reason: tanh(z) "
        "is 2 sigmoid(2 z) - 1, so it differs from sigmoid in being centred and in its slope of 1 "
        "at 0. A cell (task, depth) supports when a sigmoid that is only given the slope takes "
        "more than 1.25 times as many iterations as one that is only centred, and centring alone "
        "helps (95 % interval); 80 % of the cells. Output: in 80 % of the cells (task, yardstick, "
        "rival) a tanh output takes more than 1.25 times as many iterations as a sigmoid output, "
        "each with its learning rate tuned."
    ),
    forecast=Forecast(
        "tanh wins wherever anybody arrives. Centring explains it with one hidden layer, the slope "
        "with several. A tanh output read as a probability, with cross-entropy, is the sigmoid of "
        "2 z and no different once tuned; tanh with squared error is slower.",
        {"true": 0.05, "false": 0.05, "in part": 0.85, "cannot tell": 0.05},
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
