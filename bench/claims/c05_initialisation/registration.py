"""C5: what was registered, and what is raced."""

from itertools import product

from propbench.bench.claims.c05_initialisation.starts import (
    DEEP,
    DIGITS,
    SETTINGS,
    StartQuestion,
    race,
)
from propbench.bench.claims.referee.comparison import ArmComparison
from propbench.bench.claims.referee.expectations import NO_LONGER
from propbench.bench.claims.referee.registration import Forecast, Registration
from propbench.bench.claims.shared.groups import depth_group
from propbench.bench.training.arms import RELU, SIGMOID, TANH
from propbench.bench.training.races import Race

REGISTRATION = Registration(
    id="C5",
    title="Weights must begin random and small, biases may begin at zero",
    taught=(
        "Zero initialisation fails, because all hidden units stay the same; zero b is fine; "
        "W = randn * 0.01; a large W saturates sigmoid and tanh and slows descent."
    ),
    rule=(
        "All of the sentence must be true. Each ratio is of iterations to the headline training "
        "loss, learning rates tuned, pooled over tasks. Zero weights fail: above 1 over the "
        "textbook's, by depth; because units stay the same: after the first steps weights have "
        "moved and one bitwise-distinct hidden unit is left, by activation. Zero b is fine: not "
        "relevantly above 1 over random b, by their size. W = randn * 0.01 is fine: not relevantly "
        "above 1 over the textbook's, by depth. A large W slows: above 1 over the textbook's, by "
        "activation and scale. Beside the claim stand logistic regression, how long symmetry lasts "
        "in each implementation, and a zero output layer."
    ),
    forecast=Forecast(
        "Zero weights fail with one hidden layer or more and not in logistic regression. The "
        "reason given holds for sigmoid alone, and there until rounding breaks the symmetry; tanh "
        "and ReLU do not move at all. Zero b is fine, as is zero in the output layer alone. 0.01 "
        "is slower from three layers on, and a large W helps sigmoid on some tasks and slows it on "
        "others.",
        {"true": 0.02, "in part": 0.45, "false": 0.45, "cannot tell": 0.08},
    ),
)


def _by_start(comparison: ArmComparison) -> str:
    return comparison.factors["start"]


def _by_activation(comparison: ArmComparison) -> str:
    return f"{comparison.factors['activation']}, {comparison.factors['start']}"


START_QUESTIONS = (
    StartQuestion("zero", "Do zero weights fail in hidden layers?", ("zero",), depth_group),
    StartQuestion(
        "zero_b",
        "Is zero b fine?",
        ("{}:bias_0.1", "{}:bias_1"),
        _by_start,
        NO_LONGER,
        "textbook",
        arms=(SIGMOID, RELU),
    ),
    StartQuestion(
        "small",
        "Is W = randn * 0.01 fine?",
        ("small",),
        depth_group,
        NO_LONGER,
        settings=(*SETTINGS, *DEEP),
    ),
    StartQuestion(
        "large",
        "Does a large W slow sigmoid and tanh?",
        ("normal_3", "normal_10"),
        _by_activation,
        arms=(SIGMOID, TANH),
        settings=tuple((task, depth) for task, depth in SETTINGS if depth == 1),
    ),
    StartQuestion(
        "zero_output",
        "Is zero fine in the output layer?",
        ("{}:zero_output",),
        depth_group,
        NO_LONGER,
        arms=(SIGMOID, RELU),
    ),
)

SWEPT = ("normal_0.0001", "small", "normal_0.1", "normal_1", "normal_3", "normal_10")

SWEEP = (
    *(race("moons", 1, arm, rule) for arm, rule in product((SIGMOID, TANH, RELU), SWEPT)),
    *(race(*DIGITS, arm, rule) for arm, rule in product((SIGMOID, TANH), SWEPT[1:])),
)
"""Iterations against the scale of the weights: for the figure, beside the cells. On digits, where a
step is dear, of the activations that saturate alone, and from 0.01 on."""


def races(profile: str) -> tuple[Race, ...]:
    every = [(race, where) for start in START_QUESTIONS for race, where in start.races.items()]
    if profile == "standard":
        cheap = {"task": "xor", "depth": "1", "activation": "relu"}
        return tuple(race for race, where in every if cheap.items() <= where.items())
    if profile == "quick":
        return ()
    return tuple(dict.fromkeys([*(race for race, _ in every), *SWEEP]))
