"""C1: what was registered, and what is raced."""

from propbench.bench.claims.c01_relu.rescued_arms import RESCUES, VANISHING
from propbench.bench.claims.referee.registration import Forecast, Registration
from propbench.bench.claims.shared.settings import explained, raced, sample
from propbench.bench.training.arms import RELU, SIGMOID
from propbench.bench.training.races import Race
from propbench.bench.training.rulesets import RULESETS

REGISTRATION = Registration(
    id="C1",
    title="ReLU trains faster than sigmoid",
    taught=(
        "Replacing sigmoid by ReLU made gradient descent faster, because the sigmoid's gradient "
        "goes to 0 while ReLU's stays 1."
    ),
    rule=(
        "Effect: iterations of sigmoid over those of ReLU to the same loss, pooled over tasks, for "
        "each group of depths, with the learning rate tuned and with the start tuned as well. Six "
        "estimates; each must be above 1. Cause: at one hidden layer and at four, cutting ReLU's "
        "gradient as the sigmoid cuts its own must cost iterations, and restoring the sigmoid's "
        "gradient must save some."
    ),
    forecast=Forecast(
        "Supported with one course-style learning rate for all, mostly as a bound; growing with "
        "depth where each is tuned from its textbook initialisation; small at one hidden layer "
        "where initialisation is tuned too. The cause holds where networks are deep, not where "
        "they are shallow, so the claim depends on depth and initialisation.",
        {"true": 0.2, "false": 0.05, "in part": 0.7, "cannot tell": 0.05},
    ),
)


def races(profile: str) -> tuple[Race, ...]:
    if profile != "full":
        return sample(profile)
    return (*effect_races(), *cause_races())


def effect_races() -> tuple[Race, ...]:
    """The cells of the effect."""
    return tuple(race for rules in RULESETS for race in raced(rules))


def cause_races() -> tuple[Race, ...]:
    """With the gradient's scale restored and taken away, where it is said to matter and not to."""
    return explained((SIGMOID, RELU, *RESCUES, VANISHING))
