"""C5: what was registered, and what is raced."""

from itertools import product

from propbench.bench.claims.c05_initialisation.starts import DIGITS, SETTINGS, StartQuestion, race
from propbench.bench.claims.referee.comparison import ArmComparison
from propbench.bench.claims.referee.estimates import LONGER, NO_SHORTER
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
        "Iterations to the same training loss, the learning rate tuned for each start, pooled "
        "over tasks. Zero weights must take longer than the textbook's with hidden layers, and "
        "no longer without; the reason holds where all hidden units are still bitwise the same "
        "while their weights have moved. Zero b, weights of 0.01 and zero in the output layer "
        "are fine where they take no longer, by more than a quarter, than the other way. Large "
        "weights must take longer, for sigmoid as for tanh."
    ),
    forecast=Forecast(
        "Zero weights fail with one hidden layer or more and not in logistic regression. The "
        "reason given holds for sigmoid alone, and there until rounding breaks the symmetry, "
        "which loops never do and BLAS does at some widths; tanh and ReLU do not move at all. "
        "Zero b is fine, as is zero in the output layer alone. 0.01 is fine at one hidden layer "
        "and fails from three on. Weights of 10 slow sigmoid and tanh; the best scale of sigmoid "
        "is above Glorot's.",
        {"true": 0.05, "false": 0.02, "in part": 0.9, "cannot tell": 0.03},
    ),
)


def _by_start(comparison: ArmComparison) -> str:
    return _STARTS[comparison.factors["start"]]


_STARTS = {
    "textbook:bias_0.1": "biases of 0.1",
    "textbook:bias_1": "biases of 1",
    "normal_3": "weights of 3",
    "normal_10": "weights of 10",
}

START_QUESTIONS = (
    StartQuestion(
        "zero", "Do zero weights fail in hidden layers?", ("zero",), "other", LONGER, depth_group
    ),
    StartQuestion(
        "zero_b",
        "Is zero b fine?",
        ("{}:bias_0.1", "{}:bias_1"),
        "other",
        NO_SHORTER,
        _by_start,
        arms=(SIGMOID, RELU),
    ),
    StartQuestion(
        "small",
        "Is W = randn * 0.01 fine?",
        ("small",),
        "textbook",
        NO_SHORTER,
        depth_group,
        settings=(*SETTINGS, ("xor", 8)),
    ),
    StartQuestion(
        "large",
        "Does a large W slow sigmoid and tanh?",
        ("normal_3", "normal_10"),
        "other",
        LONGER,
        _by_start,
        arms=(SIGMOID, TANH),
        settings=tuple((task, depth) for task, depth in SETTINGS if depth == 1),
    ),
    StartQuestion(
        "zero_output",
        "Is zero fine in the output layer?",
        ("{}:zero_output",),
        "textbook",
        NO_SHORTER,
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
