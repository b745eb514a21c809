"""`train_many` of a variant; the contract's says what it means."""

import numpy as np

from propbench.bench.convergence.variants.outputs import mean_loss
from propbench.bench.convergence.variants.stack import backward, forward, stacked, unstacked
from propbench.bench.convergence.variants.variant import PLAIN, Variant
from propbench.bench.parameters import Parameters
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
    """As in the contract.

    Where slopes are learned, the parameters returned are `LearnedSlopes`; given back, they go on
    from their slopes. Raises ValueError when an activation without a slope is to learn it.
    """
    stack = stacked(network, parameters, variant)
    rates = learning_rates.astype(x.dtype)[:, None, None]
    losses = np.empty((steps, len(parameters)))
    for step in range(steps):
        trace = forward(network, variant, stack, x)
        losses[step] = mean_loss(variant.output_of(network), trace.z, trace.p, y)
        stack = stack.minus(rates, backward(network, variant, stack, trace, x, y))
    return losses, unstacked(stack, variant)
