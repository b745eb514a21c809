"""C1: what was registered, and what is raced."""

from propbench.bench.claims.c01_relu.rescued_arms import RESCUES, VANISHING
from propbench.bench.claims.referee.registration import Forecast, Registration
from propbench.bench.claims.shared.settings import PLANE, TIMED, digits, plane, timed
from propbench.bench.training.arms import RELU, SIGMOID
from propbench.bench.training.races import Race
from propbench.bench.training.rulesets import R0, R1, RULESETS

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

_DEPTHS = (1, 2, 4, 8)

_PAIR = (SIGMOID, RELU)


def races(profile: str) -> tuple[Race, ...]:
    if profile == "quick":
        return (timed("shallow", R1),)
    if profile == "standard":
        few = (plane("xor", depth, ruleset) for depth in (1, 2) for ruleset in (R0[-1], R1))
        return (*few, timed("shallow", R1))
    return (*effect_races(), *cause_races())


def effect_races() -> tuple[Race, ...]:
    """The cells of the effect."""
    plain = (
        plane(task, depth, ruleset) for task in PLANE for depth in _DEPTHS for ruleset in RULESETS
    )
    classes = (digits(depth, ruleset, _PAIR) for depth in (1, 4) for ruleset in RULESETS)
    own = (timed(name, ruleset) for name in TIMED for ruleset in RULESETS)
    return (*plain, *classes, *own)


def cause_races() -> tuple[Race, ...]:
    return tuple(
        Race(task, (16,) * depth, (*_PAIR, *RESCUES, VANISHING), R1, budget)
        for task, budget in PLANE.items()
        for depth in (1, 4)
    )
