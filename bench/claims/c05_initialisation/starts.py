"""Races of one way to begin against an arm's textbook way, from the same draws."""

from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

from propbench.bench.claims.referee.estimates import Group
from propbench.bench.claims.referee.expectations import LONGER, Expectation
from propbench.bench.claims.shared import settings
from propbench.bench.training.arms import RELU, SIGMOID, TANH, Arm
from propbench.bench.training.races import Race
from propbench.bench.training.rulesets import R1

DIGITS = ("digits_even", 1)

SETTINGS = (("xor", 1), ("moons", 1), ("moons", 3), DIGITS)
"""Task and number of hidden layers, of the sizes that activations are raced with."""

DEEP = (("xor", 8),)
"""Where small weights are most likely to fail."""


@dataclass(frozen=True)
class StartQuestion:
    """A question about how to begin: the textbook's rule against each of `rules`.

    "{}" in a rule stands for the textbook's. The question is about the `subject` of the two: that
    it takes longer, or, where `expects` says so, no longer. `group` names its estimates.
    """

    name: str
    question: str
    rules: tuple[str, ...]
    group: Group
    expects: Expectation = LONGER
    subject: Literal["textbook", "other"] = "other"
    arms: tuple[Arm, ...] = (SIGMOID, TANH, RELU)
    settings: tuple[tuple[str, int], ...] = SETTINGS

    @property
    def races(self) -> dict[Race, dict[str, str]]:
        """Each with the factors of its cell."""
        return {
            race(task, depth, arm, rule): {
                "task": task,
                "depth": str(depth),
                "activation": arm.activation,
                "start": rule.format("textbook"),
            }
            for (task, depth), arm, rule in product(self.settings, self.arms, self.rules)
        }

    def slow_and_fast(self, race: Race) -> tuple[str, str]:
        """Names of the arms, the one that the question is about first."""
        textbook, other = (arm.name for arm in race.arms)
        return (textbook, other) if self.subject == "textbook" else (other, textbook)


def begun(arm: Arm, rule: str) -> Arm:
    """The arm with another start."""
    own = rule.format(arm.initialisation)
    return replace(arm, name=f"{arm.name}:{own}", initialisation=own)


def race(task: str, depth: int, arm: Arm, rule: str) -> Race:
    """The arm, then itself with another start, each at its own best learning rate."""
    return settings.race(task, depth, R1, (arm, begun(arm, rule)))
