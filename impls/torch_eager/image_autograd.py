"""Configuration `autograd`, for images: what a user writes.

Labels are numbers of classes, as in every tutorial; with one-hot ones the loss costs more. The
training step computes no outputs p; they are computed when they are read.
"""

from dataclasses import dataclass

import torch
from torch.nn import functional

from propbench.impls.contract import Array

from .layout import Tensor


@dataclass
class ImageAutograd:
    """z (m, n_outputs) of the last layer; `p` is None after a training step."""

    x: Tensor
    labels: Tensor
    w: list[Tensor]
    b: list[Tensor]
    z: Tensor
    p: Tensor | None = None

    @classmethod
    def made(cls, x: Tensor, y: Array, w: list[Tensor], b: list[Tensor]) -> "ImageAutograd":
        for parameter in (*w, *b):
            parameter.requires_grad_()
        return cls(x, torch.from_numpy(y.argmax(axis=0)), w, b, torch.empty(0))

    def forward(self) -> None:
        self._logits()
        with torch.no_grad():
            self.p = torch.softmax(self.z, 1)

    def _logits(self) -> None:
        a = self.x
        for w, b in zip(self.w[:-1], self.b[:-1], strict=True):
            a = functional.max_pool2d(functional.relu(functional.conv2d(a, w, b, padding=1)), 2)
        self.z, self.p = functional.linear(a.flatten(1), self.w[-1], self.b[-1]), None

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
            return functional.cross_entropy(self.z, self.labels).item()

    def outputs(self) -> Tensor:
        return torch.softmax(self.z, 1) if self.p is None else self.p

    def gradients(self) -> tuple[list[Tensor], list[Tensor]]:
        return [_gradient(w) for w in self.w], [_gradient(b) for b in self.b]

    def _differentiate(self, again: bool) -> None:
        for parameter in (*self.w, *self.b):
            parameter.grad = None
        functional.cross_entropy(self.z, self.labels).backward(retain_graph=again)


def _gradient(parameter: Tensor) -> Tensor:
    assert parameter.grad is not None
    return parameter.grad
