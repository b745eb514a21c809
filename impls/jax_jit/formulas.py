"""Activations, outputs and losses that jax.grad differentiates; formulas in `python_loops`.

The kinks are written as comparisons whose false branch is z: jax.nn's own forms would turn the
gradient at NaN into 0 (relu), or have slope 1 at 0 (leaky_relu), and jnp.maximum has slope 1/2
where its arguments are equal. The cross-entropies are written so that their derivative needs
neither logarithm: XLA then leaves the loss value out of the training step.
"""

from collections.abc import Callable

import jax
import jax.numpy as jnp

from .layout import Native

ACTIVATE: dict[str, Callable[[Native, float], Native]] = {
    "sigmoid": lambda z, _: jax.nn.sigmoid(z),
    "tanh": lambda z, _: jnp.tanh(z),
    "relu": lambda z, _: jnp.where(z <= 0, 0, z),
    "leaky_relu": lambda z, slope: jnp.where(z > 0, z, slope * z),
    "linear": lambda z, _: z,
    "softplus": lambda z, _: jax.nn.softplus(z),
    "gelu": lambda z, _: jax.nn.gelu(z, approximate=False),
}


def outputs(output: str, z: Native) -> Native:
    """p for every example, in the shape of z."""
    if output == "softmax_cross_entropy":
        return jax.nn.softmax(z, axis=0)
    return z if output == "linear_squared_error" else jax.nn.sigmoid(z)


def mean_loss(output: str, z: Native, y: Native) -> Native:
    """Mean over the examples."""
    if output == "sigmoid_cross_entropy":
        losses = jnp.maximum(z, 0) - z * y + jnp.log1p(jnp.exp(-jnp.abs(z)))
    elif output == "softmax_cross_entropy":
        losses = -y * jax.nn.log_softmax(z, axis=0)
    else:
        losses = 0.5 * (outputs(output, z) - y) ** 2
    return losses.sum() / y.shape[1]
