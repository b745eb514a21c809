"""What is compared: each arm is an activation with its textbook initialisation."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Arm:
    """`activation` as in the contract, `initialisation` a rule of `problems`."""

    name: str
    activation: str
    initialisation: str


ACTIVATION_ARMS = (
    Arm("sigmoid", "sigmoid", "glorot"),
    Arm("tanh", "tanh", "glorot"),
    Arm("relu", "relu", "he"),
    Arm("leaky_relu", "leaky_relu", "he"),
)
"""Glorot and Bengio (2010) for the saturating activations, He et al. (2015) for the rectifiers."""
