"""Configuration `manual`: the formulas by hand, into buffers that are allocated once.

The affine step is one addmm. The activation works in place on its result, because no derivative
needs the z of a hidden layer, but for those of softplus and gelu. A derivative and its product with
da are one fused operation, the same that autograd calls. No tensor requires a gradient, so PyTorch
records nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch

from propbench.impls.contract import Network

from .activations import SOFTPLUS_THRESHOLD
from .layout import Tensor
from .outputs import mean_loss

_aten = torch.ops.aten

ACTIVATE: dict[str, Callable[[Tensor, Tensor, float], Tensor]] = {
    "sigmoid": lambda z, *_: z.sigmoid_(),
    "tanh": lambda z, *_: z.tanh_(),
    "relu": lambda z, *_: z.relu_(),
    "leaky_relu": lambda z, _, slope: torch.nn.functional.leaky_relu_(z, slope),
    "linear": lambda z, *_: z,
    "softplus": lambda z, a, _: _aten.softplus.out(z, 1, SOFTPLUS_THRESHOLD, out=a),
    "gelu": lambda z, a, _: _aten.gelu.out(z, out=a),
}
"""z becomes a, in one memory; or a is written and z stays, for those in NEEDS_Z."""

NEEDS_Z = ("softplus", "gelu")
"""Whose derivative PyTorch writes with z."""

TIMES_DERIVATIVE: dict[str, Callable[[Tensor, Tensor, float], Tensor]] = {
    "sigmoid": lambda da, a, _: _aten.sigmoid_backward.grad_input(da, a, grad_input=da),
    "tanh": lambda da, a, _: _aten.tanh_backward.grad_input(da, a, grad_input=da),
    "relu": lambda da, a, _: _aten.threshold_backward.grad_input(da, a, 0, grad_input=da),
    "leaky_relu": lambda da, a, slope: _aten.leaky_relu_backward.grad_input(
        da, a, slope, True, grad_input=da
    ),
    "linear": lambda da, *_: da,
    "softplus": lambda da, z, _: _aten.softplus_backward.grad_input(
        da, z, 1, SOFTPLUS_THRESHOLD, grad_input=da
    ),
    "gelu": lambda da, z, _: _aten.gelu_backward.grad_input(da, z, grad_input=da),
}
"""da becomes dz, from a, or from z for those in NEEDS_Z."""


@dataclass
class Manual:
    """`a[0]` is x and `z` that of the last layer; `dz[l]` belongs to layer l.

    `hidden_z[l]` is the z of hidden layer l, whose memory `a[l + 1]` shares where it can.
    """

    network: Network
    y: Tensor
    w: list[Tensor]
    b: list[Tensor]
    a: list[Tensor]
    hidden_z: list[Tensor]
    z: Tensor
    dz: list[Tensor]
    dw: list[Tensor]
    db: list[Tensor]

    @classmethod
    def made(
        cls, network: Network, x: Tensor, y: Tensor, w: list[Tensor], b: list[Tensor]
    ) -> "Manual":
        """Buffers come from the shapes: one pair (n_out, m) a layer."""
        layers = [x.new_empty((n_out, x.shape[1])) for n_out in network.sizes[1:]]
        return cls(
            network,
            y,
            w,
            b,
            a=[x, *layers],
            hidden_z=[
                torch.empty_like(a) if network.activation in NEEDS_Z else a for a in layers[:-1]
            ],
            z=torch.empty_like(y),
            dz=[torch.empty_like(layer) for layer in layers],
            dw=[torch.empty_like(one) for one in w],
            db=[torch.empty_like(one) for one in b],
        )

    def forward(self) -> None:
        activate, slope = ACTIVATE[self.network.activation], self.network.slope
        last = len(self.w) - 1
        for layer in range(last):
            z = self.hidden_z[layer]
            torch.addmm(self.b[layer], self.w[layer], self.a[layer], out=z)
            activate(z, self.a[layer + 1], slope)
        torch.addmm(self.b[last], self.w[last], self.a[last], out=self.z)
        _outputs_into(self.network.output, self.z, self.a[-1])

    def backward(self) -> None:
        times_derivative, slope = TIMES_DERIVATIVE[self.network.activation], self.network.slope
        _output_gradient_into(self.network.output, self.a[-1], self.y, self.dz[-1])
        for layer in range(len(self.w) - 1, -1, -1):
            dz = self.dz[layer]
            torch.mm(dz, self.a[layer].T, out=self.dw[layer])
            torch.sum(dz, 1, keepdim=True, out=self.db[layer])
            if layer > 0:
                da = torch.mm(self.w[layer].T, dz, out=self.dz[layer - 1])
                times_derivative(da, self.hidden_z[layer - 1], slope)

    def update(self, learning_rate: float) -> None:
        for parameter, slopes in zip((*self.w, *self.b), (*self.dw, *self.db), strict=True):
            parameter.sub_(slopes, alpha=learning_rate)

    def train_step(self, learning_rate: float) -> None:
        self.forward()
        self.backward()
        self.update(learning_rate)

    def loss(self) -> float:
        return mean_loss(self.network.output, self.z, self.y).item()

    def outputs(self) -> Tensor:
        return self.a[-1]

    def gradients(self) -> tuple[list[Tensor], list[Tensor]]:
        return self.dw, self.db


def _outputs_into(output: str, z: Tensor, p: Tensor) -> None:
    """As `outputs.outputs`, without a new tensor."""
    if output == "softmax_cross_entropy":
        torch.softmax(z, 0, out=p)
    elif output == "linear_squared_error":
        p.copy_(z)
    else:
        torch.sigmoid(z, out=p)


def _output_gradient_into(output: str, p: Tensor, y: Tensor, dz: Tensor) -> None:
    """dz of the mean loss."""
    torch.sub(p, y, out=dz).div_(y.shape[1])
    if output == "sigmoid_squared_error":
        TIMES_DERIVATIVE["sigmoid"](dz, p, 0.0)
