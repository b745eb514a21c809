"""What is compared: each arm is a way to build and train a network, with its initialisation."""

from dataclasses import dataclass

from propbench.bench.training.seeds import N_REPORTING, N_REPORTING_ALIKE
from propbench.bench.training.variants.variant import PLAIN, Variant


@dataclass(frozen=True)
class Arm:
    """`activation` and `slope` as in the contract; `initialisation` is the arm's own textbook rule.

    `output` replaces the task's output and loss, where a claim compares losses. `variant` is what
    no implementation offers.
    """

    name: str
    activation: str
    initialisation: str
    slope: float = 0.01
    output: str = ""
    variant: Variant = PLAIN


SIGMOID = Arm("sigmoid", "sigmoid", "glorot")
TANH = Arm("tanh", "tanh", "glorot")
RELU = Arm("relu", "relu", "he")
LEAKY_RELU = Arm("leaky_relu", "leaky_relu", "he")

ACTIVATION_ARMS = (SIGMOID, TANH, RELU, LEAKY_RELU)
"""Glorot and Bengio (2010) for the saturating activations, He et al. (2015) for the rectifiers."""

_ALIKE = frozenset({RELU, LEAKY_RELU})
"""Arms that are nearly the same function."""


def n_reporting(arms: tuple[Arm, ...]) -> int:
    """Seeds that a race of these arms is reported on."""
    return N_REPORTING_ALIKE if frozenset(arms) == _ALIKE else N_REPORTING
