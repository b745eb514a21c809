"""The races whose steps are timed too, so that iterations can be multiplied by seconds."""

from bench import grid
from bench.cases import Case
from bench.convergence.arms import ACTIVATION_ARMS
from bench.convergence.races import Race
from bench.convergence.rulesets import Ruleset
from bench.grid import NETWORKS

TIMED = ("shallow", "deep")
"""Networks of the grid."""

BUDGET = 500
"""Iterations: more than ten times what the fastest arm needs."""


def timed_race(network: str, ruleset: Ruleset) -> Race:
    """The plain activations on a network of the grid."""
    spec = NETWORKS[network]
    return Race(spec.dataset, spec.sizes[1:-1], ACTIVATION_ARMS, ruleset, BUDGET)


def step(implementation: str, activation: str, network: str = "shallow", threads: int = 1) -> Case:
    """The case that times a training step of these races."""
    division = "closed" if threads == 1 else "open"
    m = grid.HEADLINE_CASE.m
    return Case(
        implementation, network, activation, "train_step", m, threads=threads, division=division
    )
