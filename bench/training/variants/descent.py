"""Plain gradient descent of many networks at once, each at its own learning rate."""

import numpy as np

from propbench.bench.training.parameters import Parameters
from propbench.bench.training.variants.outputs import mean_loss
from propbench.bench.training.variants.stack import backward, forward, stacked, unstacked
from propbench.bench.training.variants.variant import PLAIN, Variant
from propbench.impls.contract import Array, Network


def train_many(
    network: Network,
    parameters: list[Parameters],
    x: Array,
    y: Array,
    learning_rates: Array,
    steps: int,
    variant: Variant = PLAIN,
) -> tuple[Array, list[Parameters]]:
    """Losses (steps, n_networks), each the mean before its step, and the parameters after the last.

    x (n_features, m) and y (n_out, m) are shared, or each network has its own along a leading axis;
    `learning_rates` (n_networks,). What a network gives does not depend, to the bit, on which
    others are trained beside it. Where slopes are learned, the parameters returned are
    `LearnedSlopes`; given back, they go on from their slopes. Raises ValueError when an activation
    without a slope is to learn it.
    """
    stack = stacked(network, parameters, variant)
    rates = learning_rates.astype(x.dtype)[:, None, None]
    losses = np.empty((steps, len(parameters)))
    for step in range(steps):
        trace = forward(network, variant, stack, x)
        losses[step] = mean_loss(variant.output_of(network), trace.z, trace.p, y)
        stack = stack.minus(rates, backward(network, variant, stack, trace, x, y))
    return losses, unstacked(stack, variant)
