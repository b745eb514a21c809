"""C1: what was registered, and what is raced."""

from propbench.bench.claims.c01_relu.gradient_rescues import NORMALISED, RESCUES, VANISHING
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
        "Effect: in at least 80 % of the cells (task, depth, ruleset) sigmoid takes more than 1.25 "
        "times as many iterations as ReLU to the headline target, and in none fewer than 1 / 1.25. "
        "Cause: wherever the effect is found under R1, restoring the scale of sigmoid's gradient "
        "removes at least 80 % of the logarithm of the gap (at most 20 % contradicts), and taking "
        "ReLU's gradient away slows it by more than 1.25 times."
    ),
    forecast=Forecast(
        "Supported with one course-style learning rate for all, mostly as a bound; growing with "
        "depth where each is tuned from its textbook initialisation; small at one hidden layer "
        "where initialisation is tuned too. The cause holds where networks are deep, not where "
        "they are shallow, so the claim depends on depth and initialisation.",
        {"supported": 0.2, "not supported": 0.05, "depends": 0.7, "inconclusive": 0.05},
    ),
    amendments=(NORMALISED,),
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
