"""Arms that test whether the vanishing gradient is the reason."""

from propbench.bench.training.arms import Arm
from propbench.bench.training.variants import BatchNormalised, Variant

NORMALISED = Arm("normalised_gradient", "sigmoid", "glorot", variant=Variant(gradient="normalised"))
"""Sigmoid whose gradient is brought back to the size of the last layer's at every layer."""

RESCUES = (
    Arm("four_times_glorot", "sigmoid", "glorot_4x"),
    Arm("slope_one", "sigmoid", "glorot", variant=Variant(scale=4, shift=-2)),
    NORMALISED,
    Arm("batch_normalised", "sigmoid", "glorot", variant=BatchNormalised()),
)
"""Sigmoid with the scale of its gradient restored, each in another way."""

VANISHING = Arm("vanishing_relu", "relu", "he", variant=Variant(vanishing=0.25))
"""ReLU whose gradient shrinks at each hidden layer as the sigmoid's does at best."""
