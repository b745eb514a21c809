"""The same sweep as anybody would write it in PyTorch: a loop of networks, and torch.func.vmap.

Examples are rows here, as PyTorch has them. The loss layers take z, as its documentation advises.
"""

from typing import Any

import numpy as np

from propbench.bench.peers.training.sweep import Batch
from propbench.impls.contract import Array, Network


def one_by_one(batch: Batch, steps: int) -> Array:
    """One network after the other: modules, an optimiser, autograd."""
    return np.stack([_train_one(batch, index, steps) for index in range(len(batch))], axis=1)


def side_by_side(batch: Batch, steps: int) -> Array:
    """All networks in one call of vmap over value and gradient of the loss."""
    import torch

    x, y = _examples(batch.network, batch.x, batch.y)
    of_each = [_layers(one.w, one.b) for one in batch.parameters]
    layers = [torch.from_numpy(np.stack(layer)) for layer in zip(*of_each, strict=True)]
    rates = torch.from_numpy(batch.learning_rates)[:, None, None]
    loss_of = _loss_layer(batch.network)

    def loss(layers: list[Any], x: Any, y: Any) -> Any:
        return loss_of(_forward(layers, x), y)

    gradients_and_losses = torch.func.vmap(torch.func.grad_and_value(loss))
    losses = []
    for _ in range(steps):
        gradients, values = gradients_and_losses(layers, x, y)
        losses.append(values)
        layers = [p - rates * dp for p, dp in zip(layers, gradients, strict=True)]
    found: Array = torch.stack(losses).numpy()
    return found


def _train_one(batch: Batch, index: int, steps: int) -> Array:
    import torch

    x, y = _examples(batch.network, batch.x[index], batch.y[index])
    network = _module(batch, index)
    loss_of = _loss_layer(batch.network)
    optimiser = torch.optim.SGD(network.parameters(), lr=float(batch.learning_rates[index]))
    losses = np.empty(steps)
    for step in range(steps):
        optimiser.zero_grad()
        loss = loss_of(network(x), y)
        losses[step] = loss.item()
        loss.backward()
        optimiser.step()
    return losses


def _module(batch: Batch, index: int) -> Any:
    """Linear layers with ReLU between them, holding the parameters."""
    import torch

    parameters = batch.parameters[index]
    layers: list[Any] = []
    for w, b in zip(parameters.w, parameters.b, strict=True):
        linear = torch.nn.Linear(w.shape[1], w.shape[0], dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(w))
            linear.bias.copy_(torch.from_numpy(b[:, 0]))
        layers += [linear, torch.nn.ReLU()]
    return torch.nn.Sequential(*layers[:-1])


def _layers(w: tuple[Array, ...], b: tuple[Array, ...]) -> list[Array]:
    """w transposed and b as a row, layer after layer."""
    return [part for pair in zip(w, b, strict=True) for part in (pair[0].T, pair[1].T)]


def _forward(layers: list[Any], x: Any) -> Any:
    import torch

    for w, b in zip(layers[:-2:2], layers[1:-2:2], strict=True):
        x = torch.relu(x @ w + b)
    return x @ layers[-2] + layers[-1]


def _examples(network: Network, x: Array, y: Array) -> tuple[Any, Any]:
    """Features as rows, and labels as the loss layer takes them; leading axes stay."""
    import torch

    features = torch.from_numpy(np.ascontiguousarray(x.swapaxes(-1, -2)))
    if network.output == "softmax_cross_entropy":
        return features, torch.from_numpy(y.argmax(axis=-2))
    return features, torch.from_numpy(np.ascontiguousarray(y.swapaxes(-1, -2)))


def _loss_layer(network: Network) -> Any:
    import torch

    if network.output == "softmax_cross_entropy":
        return torch.nn.functional.cross_entropy
    return torch.nn.functional.binary_cross_entropy_with_logits
