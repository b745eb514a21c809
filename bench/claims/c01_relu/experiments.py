"""C1: the gradients that the claim's reason speaks of."""

from collections.abc import Iterable

from propbench.bench.claims.c01_relu.rescued_arms import RESCUES
from propbench.bench.claims.referee.registration import Measurement
from propbench.bench.claims.shared.gradients import layer_norms
from propbench.bench.training.arms import RELU, SIGMOID


def measure(profile: str) -> Iterable[Measurement]:
    """Norms of each layer's gradient at the first step; ReLU's is what others are held against."""
    depths = {"quick": (1,), "standard": (1, 4)}.get(profile, (1, 2, 4, 8))
    arms = (SIGMOID, RELU, *(arm for arm in RESCUES if arm.variant == SIGMOID.variant))
    for depth in depths:
        for arm in arms:
            for layer, norm in enumerate(layer_norms("xor", (16,) * depth, arm), 1):
                at = {"arm": arm.name, "depth": depth, "layer": layer}
                yield Measurement("gradient_norm", at, norm)
