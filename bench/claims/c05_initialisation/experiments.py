"""C5: the first steps from zero, logistic regression from zero, scales, and how symmetry breaks."""

from collections.abc import Iterator
from itertools import product

from propbench.bench.claims.c05_initialisation.registration import SWEPT
from propbench.bench.claims.c05_initialisation.saturation import saturated
from propbench.bench.claims.c05_initialisation.symmetry_runs import first_steps, followed
from propbench.bench.claims.referee.registration import Measurement
from propbench.bench.claims.shared.gradients import layer_norms
from propbench.bench.claims.shared.optimum import BUDGETS, Runs, result
from propbench.bench.training.arms import SIGMOID, TANH, Arm
from propbench.bench.training.tasks import TASKS
from propbench.impls.contract import Network

_AUDITED = ("small", "scikit_learn_logistic", "glorot", "glorot_4x")

_LOGISTIC = {"quick": ("moons",), "standard": ("moons",)}

_SATURATED = {"moons": (16,), "digits": (64,)}
"""Hidden units of the networks whose saturation is told, by task."""


def measure(profile: str) -> Iterator[Measurement]:
    """What zero weights do in the first steps, logistic regression from zero, and the scales."""
    for where, reading in first_steps():
        yield Measurement("largest_from_zero", where, reading.largest_weight)
        yield Measurement("distinct_from_zero", where, reading.distinct)
    tasks = _LOGISTIC.get(profile, tuple(BUDGETS))
    for task, rule in product(tasks, ("zero", "glorot")):
        reached = result(Runs(task, (), rule, BUDGETS[task]))
        for seed, value in enumerate(reached.iterations):
            at = {"task": task, "rule": rule, "seed": seed}
            yield Measurement("logistic_iterations", at, value)
    for rule in _AUDITED:
        norms = layer_norms("digits", (64,) * 10, Arm(rule, "sigmoid", rule))
        yield Measurement("first_to_last_gradient", {"rule": rule}, norms[0] / norms[-1])
    for task, arm, rule in product(_SATURATED, (SIGMOID, TANH), (*SWEPT, "glorot")):
        network = Network(TASKS[task].sizes(_SATURATED[task]), arm.activation)
        at = {"task": task, "activation": arm.activation, "rule": rule}
        yield Measurement("saturated", at, saturated(task, network, rule, 0))


def measure_here(profile: str) -> Iterator[Measurement]:
    """How long symmetry lasts: rounding decides it, and the machine's libraries decide that."""
    for where, reading in followed(profile):
        weight = {**where, "largest_weight": reading.largest_weight}
        yield Measurement("distinct_units", weight, reading.distinct)
        yield Measurement("unit_spread", where, reading.spread)
