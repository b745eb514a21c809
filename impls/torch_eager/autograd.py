"""Configuration `autograd`: a loss, loss.backward() and an update under no_grad.

What autograd cannot leave out: `backward` and the training step compute the loss tensor, because
it is what they differentiate; its value is never read. The training step leaves out the outputs p,
because the loss takes z; they are computed when they are read. `backward` keeps the graph, so that
it can be called again after one `forward`; the training step frees it, as users do.
"""

from dataclasses import dataclass

import torch

from propbench.impls.contract import Network

from .activations import ACTIVATIONS
from .layout import Tensor
from .outputs import mean_loss, outputs


@dataclass
class Autograd:
    """`p` is None where the latest forward was that of a training step."""

    network: Network
    x: Tensor
    y: Tensor
    w: list[Tensor]
    b: list[Tensor]
    z: Tensor
    p: Tensor | None = None

    @classmethod
    def made(
        cls, network: Network, x: Tensor, y: Tensor, w: list[Tensor], b: list[Tensor]
    ) -> "Autograd":
        for parameter in (*w, *b):
            parameter.requires_grad_()
        return cls(network, x, y, w, b, torch.empty_like(y))

    def forward(self) -> None:
        self._logits()
        with torch.no_grad():
            self.p = outputs(self.network.output, self.z)

    def backward(self) -> None:
        self._differentiate(again=True)

    def update(self, learning_rate: float) -> None:
        with torch.no_grad():
            for parameter in (*self.w, *self.b):
                assert parameter.grad is not None
                parameter -= learning_rate * parameter.grad

    def train_step(self, learning_rate: float) -> None:
        self._logits()
        self._differentiate(again=False)
        self.update(learning_rate)

    def loss(self) -> float:
        with torch.no_grad():
            return mean_loss(self.network.output, self.z, self.y).item()

    def outputs(self) -> Tensor:
        return outputs(self.network.output, self.z) if self.p is None else self.p

    def gradients(self) -> tuple[list[Tensor], list[Tensor]]:
        return [_gradient(w) for w in self.w], [_gradient(b) for b in self.b]

    def _logits(self) -> None:
        activation, _ = ACTIVATIONS[self.network.activation]
        z = torch.addmm(self.b[0], self.w[0], self.x)
        for w, b in zip(self.w[1:], self.b[1:], strict=True):
            z = torch.addmm(b, w, activation(z, self.network.slope))
        self.z, self.p = z, None

    def _differentiate(self, again: bool) -> None:
        for parameter in (*self.w, *self.b):
            parameter.grad = None
        mean_loss(self.network.output, self.z, self.y).backward(retain_graph=again)


def _gradient(parameter: Tensor) -> Tensor:
    assert parameter.grad is not None
    return parameter.grad
