"""C5: how weights and biases should begin."""

from collections.abc import Iterator
from functools import partial
from itertools import product

from propbench.bench.claims import alike
from propbench.bench.claims.comparing import Comparison, arrived, conclude, headline
from propbench.bench.claims.evidence import Evidence
from propbench.bench.claims.experiments.clocks import first_steps, followed
from propbench.bench.claims.experiments.gradients import layer_norms
from propbench.bench.claims.experiments.optimum import HEADLINE, Runs, result
from propbench.bench.claims.experiments.saturation import saturated
from propbench.bench.claims.experiments.starts import DIGITS, SETTINGS, Asked, race
from propbench.bench.claims.observed import Factors, Series, observation, rows
from propbench.bench.claims.registration import Forecast, Part, Registration
from propbench.bench.claims.words import by_level, tally
from propbench.bench.convergence.arms import RELU, SIGMOID, TANH, Arm
from propbench.bench.convergence.races import Race
from propbench.bench.convergence.tasks import TASKS
from propbench.bench.results import Observation
from propbench.impls.contract import Network

REGISTRATION = Registration(
    id="C5",
    title="Weights must begin random and small, biases may begin at zero",
    taught=(
        "Zero initialisation fails, because all hidden units stay the same; zero b is fine; "
        "W = randn * 0.01; a large W saturates sigmoid and tanh and slows descent."
    ),
    rule=(
        "Iterations to the headline training loss, learning rate tuned for each arm. That "
        "something fails or slows: the 95 % interval of its ratio to the textbook rule lies above "
        "1.25. That something is fine: most of its runs arrive, and the interval of the ratio of "
        "the other arm's iterations to its own lies above 0.8; it is not when the interval lies "
        "below. That units stay the same: one bitwise-distinct hidden unit after the last step."
    ),
    forecast=Forecast(
        "Zero weights fail with one hidden layer or more and not in logistic regression. The "
        "reason given holds for sigmoid alone, and there until rounding breaks the symmetry, "
        "which loops never do and BLAS does at some widths; tanh and ReLU do not move at all. "
        "Zero b is fine, as is zero in the output layer alone. 0.01 is fine at one hidden layer "
        "and fails from three on. Weights of 10 slow sigmoid and tanh; the best scale of sigmoid "
        "is above Glorot's.",
        {"supported": 0.05, "not supported": 0.02, "depends": 0.9, "inconclusive": 0.03},
    ),
    amendments=(
        "All questions were asked of two-dimensional tasks alone; they are now asked of digits, "
        "too: the ten classes, one hidden layer of 64 units, with the runs of C1 and C2 as those "
        "of the textbook's start, and even against odd for logistic regression. Deeper networks "
        "and scales below 0.01 are left out there, to keep the training short.",
    ),
)

ASKED = (
    Asked("zero", "Do zero weights fail in hidden layers?", ("zero",), "other"),
    Asked(
        "zero_b",
        "Is zero b fine?",
        ("{}:bias_0.1", "{}:bias_1"),
        "other",
        fine=True,
        arms=(SIGMOID, RELU),
    ),
    Asked(
        "small",
        "Is W = randn * 0.01 fine?",
        ("small",),
        "textbook",
        fine=True,
        settings=(*SETTINGS, ("xor", 8)),
    ),
    Asked(
        "large",
        "Does a large W slow sigmoid and tanh?",
        ("normal_3", "normal_10"),
        "other",
        arms=(SIGMOID, TANH),
        settings=tuple(one for one in SETTINGS if one[1] == 1),
    ),
    Asked(
        "zero_output",
        "Is zero fine in the output layer?",
        ("{}:zero_output",),
        "textbook",
        fine=True,
        arms=(SIGMOID, RELU),
    ),
)

_SWEPT = ("normal_0.0001", "small", "normal_0.1", "normal_1", "normal_3", "normal_10")
_SWEEP = (
    *(race("moons", 1, arm, rule) for arm, rule in product((SIGMOID, TANH, RELU), _SWEPT)),
    *(race(*DIGITS, arm, rule) for arm, rule in product((SIGMOID, TANH), _SWEPT[1:])),
)
"""Iterations against the scale of the weights: for the figure, beside the cells. On digits, where a
step is dear, of the activations that saturate alone, and from 0.01 on."""

_AUDITED = ("small", "scikit_learn_logistic", "glorot", "glorot_4x")
_LOGISTIC = {"quick": ("xor",), "standard": ("xor", "moons")}
_LOGISTIC_BUDGETS = {"xor": 100, "moons": 100, "digits_even": 500}
_SATURATED = {"moons": (16,), "digits": (64,)}
"""Hidden units of the networks whose saturation is told, by task."""

_seen = partial(observation, REGISTRATION.id)


def races(profile: str) -> tuple[Race, ...]:
    asked = [(one, where) for question in ASKED for one, where in question.races.items()]
    if profile == "standard":
        cheap = {"task": "xor", "depth": "1", "activation": "relu"}
        return tuple(one for one, where in asked if cheap.items() <= where.items())
    if profile == "quick":
        return ()
    return tuple(dict.fromkeys([*(one for one, _ in asked), *_SWEEP]))


def measure(profile: str) -> Iterator[Observation]:
    """What zero weights do in the first steps, logistic regression from zero, and the scales."""
    for where, reading in first_steps():
        yield _seen("largest_from_zero", where, reading.largest_weight)
        yield _seen("distinct_from_zero", where, reading.distinct)
    tasks = _LOGISTIC.get(profile, tuple(_LOGISTIC_BUDGETS))
    for task, rule in product(tasks, ("zero", "glorot")):
        found = result(Runs(task, (), rule, _LOGISTIC_BUDGETS[task]))
        for seed, value in enumerate(found.iterations[HEADLINE[task]]):
            yield _seen("logistic_iterations", {"task": task, "rule": rule, "seed": seed}, value)
    for rule in _AUDITED:
        norms = layer_norms("digits", (64,) * 10, Arm(rule, "sigmoid", rule))
        yield _seen("first_to_last_gradient", {"rule": rule}, norms[0] / norms[-1])
    for task, arm, rule in product(_SATURATED, (SIGMOID, TANH), (*_SWEPT, "glorot")):
        network = Network(TASKS[task].sizes(_SATURATED[task]), arm.activation)
        at: Factors = {"task": task, "activation": arm.activation, "rule": rule}
        yield _seen("saturated", at, saturated(task, network, rule, 0))


def measure_here(profile: str) -> Iterator[Observation]:
    """The symmetry clock: rounding decides it, and the machine's libraries decide that."""
    for where, reading in followed(profile):
        weight: dict[str, str | int | float] = {"largest_weight": reading.largest_weight}
        yield _seen("distinct_units", weight | where, reading.distinct)
        yield _seen("unit_spread", where, reading.spread)


def judge(evidence: Evidence) -> tuple[Part, ...]:
    share = REGISTRATION.share
    series: dict[str, Series] = {
        "small": rows(evidence, "first_to_last_gradient"),
        "large": (*rows(evidence, "saturated"), *_scales(evidence)),
    }
    zero, *others = (_raced(one, evidence, series.get(one.name, ())) for one in ASKED)
    units = (alike.reason(evidence, share), alike.clock(evidence, share))
    return (zero, alike.logistic(evidence, _LOGISTIC_BUDGETS, share), *units, *others)


def _raced(asked: Asked, evidence: Evidence, series: Series) -> Part:
    finishes = evidence.finishes
    comparisons = [
        Comparison(finishes[one], *asked.slow_and_fast(one), where)
        for one, where in asked.races.items()
        if one in finishes
    ]
    if not comparisons:
        return Part(asked.name, asked.question, "No race was run.", "inconclusive", series=series)
    found = conclude(comparisons, REGISTRATION.share, REGISTRATION.margin, fine=asked.fine)
    pair = ("the textbook's start", "this start")
    over, under = pair if asked.expected_slow == "textbook" else reversed(pair)
    factor = found.factor if found.factor in found.cells[0].factors else "depth"
    answer = (
        f"Iterations of {over} over those of {under}: {by_level(found.cells, factor)}, as "
        f"geometric means; {tally(found.cells)}. {arrived(comparisons)}"
    )
    rows_of = (*found.flips, *series)
    return Part(
        asked.name, asked.question, answer, found.verdict, found.factor, found.cells, rows_of
    )


def _scales(evidence: Evidence) -> Series:
    """Mean iterations of each rule of the sweep, and of the textbook's."""
    return tuple(
        {
            "quantity": "scale_iterations",
            "task": one.task,
            "activation": arm.activation,
            "rule": arm.initialisation,
            "value": float(finish.entrants[arm.name].times(headline(finish)).mean()),
        }
        for one, finish in evidence.finishes.items()
        if one in _SWEEP
        for arm in one.arms
    )
