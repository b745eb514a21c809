"""Where activations are raced: the same networks and budgets in every claim, so runs are shared."""

from bench.cases import Case
from bench.convergence.arms import ACTIVATION_ARMS, Arm
from bench.convergence.races import Race
from bench.convergence.rulesets import Ruleset
from bench.grid import HEADLINE_CASE, NETWORKS

PLANE = {"xor": 1_500, "moons": 2_000}
"""Budgets of the two-dimensional tasks, in iterations; hidden layers of 16 units."""

TIMED = ("shallow", "deep")
"""Networks of the grid: their steps are timed, so that iterations become seconds."""

_TIMED_BUDGET = 500
"""Iterations: more than ten times what the fastest arm needs."""


def plane(task: str, depth: int, ruleset: Ruleset, arms: tuple[Arm, ...] = ACTIVATION_ARMS) -> Race:
    """On a two-dimensional task."""
    return Race(task, (16,) * depth, arms, ruleset, PLANE[task])


def timed(name: str, ruleset: Ruleset) -> Race:
    """On a network of TIMED."""
    spec = NETWORKS[name]
    return Race(spec.dataset, spec.sizes[1:-1], ACTIVATION_ARMS, ruleset, _TIMED_BUDGET)


def step(implementation: str, activation: str, network: str = "shallow", threads: int = 1) -> Case:
    """The case that times a training step of a network of TIMED, as the races take it."""
    division = "closed" if threads == 1 else "open"
    m = HEADLINE_CASE.m
    return Case(
        implementation, network, activation, "train_step", m, threads=threads, division=division
    )


def where(race: Race) -> dict[str, str]:
    """The factors of a comparison within a race."""
    depth = str(len(race.hidden))
    return {"task": race.task, "depth": depth, "ruleset": race.ruleset.name}
