"""Where activations are raced: the same networks and budgets in every claim, so runs are shared."""

from bench.convergence.arms import ACTIVATION_ARMS, Arm
from bench.convergence.races import Race
from bench.convergence.rulesets import Ruleset

PLANE = {"xor": 1_500, "moons": 2_000}
"""Budgets of the two-dimensional tasks, in iterations; hidden layers of 16 units."""

TIMED = {"shallow": (32,), "deep": (128, 64, 32)}
"""Hidden layers of the networks whose steps are timed, so that iterations become seconds."""


def plane(task: str, depth: int, ruleset: Ruleset, arms: tuple[Arm, ...] = ACTIVATION_ARMS) -> Race:
    """On a two-dimensional task."""
    return Race(task, (16,) * depth, arms, ruleset, PLANE[task])


def timed(name: str, ruleset: Ruleset) -> Race:
    """On a network of TIMED."""
    return Race("digits_even", TIMED[name], ACTIVATION_ARMS, ruleset, 500)


def where(race: Race) -> dict[str, str]:
    """The factors of a comparison within a race."""
    depth = str(len(race.hidden))
    return {"task": race.task, "depth": depth, "ruleset": race.ruleset.name}
