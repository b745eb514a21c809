"""The phases of one network of any kind as functions under jax.jit, made once for each network.

`forward` returns the function that pulls gradients back (jax.vjp), which carries what `backward`
needs. The learning rate and the number of steps are arguments, so that another one does not
compile again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import jax
import jax.numpy as jnp

from propbench.impls.contract import Convolutional, Network, Recurrent

from .formulas import mean_loss, outputs
from .layout import Native

Tree = tuple[list[Native], list[Native]]
"""Weights and biases, or their gradients."""

AnyNetwork = Network | Convolutional | Recurrent

Pull = Callable[[Native], tuple[Tree]]

Logits = Callable[[Any, Tree, Native], Native]
"""(network, parameters, x) -> z of the last layer, (n_out, m)."""


@dataclass(frozen=True)
class CompiledPhases:
    """Compiled functions; each takes and returns arrays only."""

    forward: Callable[[Tree, Native], tuple[Native, Native, Pull]]
    backward: Callable[[Pull, Native, Native], Tree]
    update: Callable[[Tree, Tree, float], Tree]
    loss: Callable[[Native, Native], Native]
    train_step: Callable[..., tuple[Tree, Tree, Native]]
    train: Callable[..., tuple[Tree, Tree, Native]]


@cache
def phases_of(network: AnyNetwork, logits: Logits) -> CompiledPhases:
    def forward(parameters: Tree, x: Native) -> tuple[Native, Native, Any]:
        z, pull = jax.vjp(lambda here: logits(network, here, x), parameters)
        return z, outputs(network.output, z), pull

    def backward(pull: Pull, z: Native, y: Native) -> Tree:
        (gradients,) = pull(jax.grad(loss)(z, y))
        return gradients

    def loss(z: Native, y: Native) -> Native:
        return mean_loss(network.output, z, y)

    def loss_of(parameters: Tree, x: Native, y: Native) -> tuple[Native, Native]:
        z = logits(network, parameters, x)
        return loss(z, y), z

    def train_step(
        parameters: Tree, x: Native, y: Native, learning_rate: float
    ) -> tuple[Tree, Tree, Native]:
        gradients, z = jax.grad(loss_of, has_aux=True)(parameters, x, y)
        return update(parameters, gradients, learning_rate), gradients, z

    def train(
        parameters: Tree, x: Native, y: Native, learning_rate: float, steps: int
    ) -> tuple[Tree, Tree, Native]:
        start = (parameters, jax.tree.map(jnp.zeros_like, parameters), jnp.zeros_like(y))
        return jax.lax.fori_loop(
            0, steps, lambda _, now: train_step(now[0], x, y, learning_rate), start
        )

    return CompiledPhases(*map(jax.jit, (forward, backward, update, loss, train_step, train)))


def update(parameters: Tree, gradients: Tree, learning_rate: float) -> Tree:
    return jax.tree.map(lambda p, dp: p - learning_rate * dp, parameters, gradients)
