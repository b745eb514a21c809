"""Configuration `manual`, for images: the formulas by hand, with the operations autograd calls.

ReLU comes after the largest of a window, on a quarter of the numbers, and works in place. No tensor
requires a gradient, so PyTorch records nothing.
"""

from dataclasses import dataclass, field

import torch

from propbench.impls.contract import Array
from propbench.impls.contract.conv import WINDOW

from .layout import Tensor

_aten = torch.ops.aten
_SIDE, _STEP, _PAD, _APART = [WINDOW, WINDOW], [1, 1], [1, 1], [1, 1]


@dataclass
class ImageManual:
    """a[0] is x; z and `largest`, places of the largest in windows, are those of hidden layers."""

    y: Tensor
    w: list[Tensor]
    b: list[Tensor]
    a: list[Tensor]
    z: list[Tensor] = field(default_factory=list)
    largest: list[Tensor] = field(default_factory=list)
    z_out: Tensor = field(default_factory=lambda: torch.empty(0))
    p: Tensor = field(default_factory=lambda: torch.empty(0))
    dw: list[Tensor] = field(default_factory=list)
    db: list[Tensor] = field(default_factory=list)

    @classmethod
    def made(cls, x: Tensor, y: Array, w: list[Tensor], b: list[Tensor]) -> "ImageManual":
        return cls(torch.from_numpy(y.T.copy()), w, b, [x])

    def forward(self) -> None:
        self.a, self.z, self.largest = self.a[:1], [], []
        for w, b in zip(self.w[:-1], self.b[:-1], strict=True):
            z = torch.conv2d(self.a[-1], w, b, padding=1)
            a, largest = _aten.max_pool2d_with_indices(z, _SIDE, _SIDE)
            self.z.append(z)
            self.a.append(a.relu_())
            self.largest.append(largest)
        self.z_out = torch.addmm(self.b[-1], self.a[-1].flatten(1), self.w[-1].T)
        self.p = torch.softmax(self.z_out, 1)

    def backward(self) -> None:
        dz = (self.p - self.y).div_(self.y.shape[0])
        self.dw, self.db = [dz.T @ self.a[-1].flatten(1)], [dz.sum(0)]
        da = (dz @ self.w[-1]).reshape(self.a[-1].shape)
        for layer in reversed(range(len(self.z))):
            w, z, a = self.w[layer], self.z[layer], self.a[layer + 1]
            _aten.threshold_backward.grad_input(da, a, 0, grad_input=da)
            dz = _aten.max_pool2d_with_indices_backward(
                da, z, _SIDE, _SIDE, [0, 0], [1, 1], False, self.largest[layer]
            )
            da, dw, db = _aten.convolution_backward(
                *(dz, self.a[layer], w, [w.shape[0]], _STEP, _PAD, _APART, False, [0, 0], 1),
                [layer > 0, True, True],
            )
            self.dw.insert(0, dw)
            self.db.insert(0, db)

    def update(self, learning_rate: float) -> None:
        for parameter, gradient in zip((*self.w, *self.b), (*self.dw, *self.db), strict=True):
            parameter.sub_(gradient, alpha=learning_rate)

    def train_step(self, learning_rate: float) -> None:
        self.forward()
        self.backward()
        self.update(learning_rate)

    def loss(self) -> float:
        return torch.nn.functional.cross_entropy(self.z_out, self.y).item()

    def outputs(self) -> Tensor:
        return self.p

    def gradients(self) -> tuple[list[Tensor], list[Tensor]]:
        return self.dw, self.db
