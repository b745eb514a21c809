"""Configuration `manual`, for sequences: the formulas by hand, into buffers allocated once.

Examples stay columns, as in `dense.py`. Every step is one addmm on [x; h], whose h the step before
has written there; the weight gradient is one more a step, added in place. No tensor requires a
gradient, so PyTorch records nothing.
"""

from dataclasses import dataclass

import torch

from propbench.impls.contract import Array, Recurrent, named

from .layout import Tensor, to_native, to_numpy
from .outputs import mean_loss
from .sequence_cells import Step, lstm_cell, lstm_gradient, steps_of, tanh_cell, tanh_gradient


@dataclass
class SequenceManual:
    """w, b and their gradients in the shapes of the contract; dz and p are those of the outputs.

    `hidden_dz` of all steps; `recurrent_turned` (n_hidden, rows), part of w0, takes dz back to h.
    """

    network: Recurrent
    steps: list[Step]
    hidden_dz: Tensor
    y: Tensor
    w: list[Tensor]
    b: list[Tensor]
    dw: list[Tensor]
    db: list[Tensor]
    recurrent_turned: Tensor
    z: Tensor
    p: Tensor
    dz: Tensor
    dh: Tensor
    dc: Tensor

    @classmethod
    def made(cls, network: Recurrent, x: Array, y: Array) -> "SequenceManual":
        """With parameters that are still to be loaded."""
        labels = to_native(y)
        steps, hidden_dz = steps_of(
            network, to_native(x).reshape(network.steps, network.n_inputs, -1)
        )
        empty = {name: labels.new_empty(shape) for name, shape in network.shapes.items()}
        w, b = [empty["w0"], empty["w1"]], [empty["b0"], empty["b1"]]
        z, p, dz = (torch.empty_like(labels) for _ in range(3))
        return cls(
            *(network, steps, hidden_dz, labels, w, b),
            dw=[torch.empty_like(weights) for weights in w],
            db=[torch.empty_like(biases) for biases in b],
            recurrent_turned=w[0][:, network.n_inputs :].T,
            z=z,
            p=p,
            dz=dz,
            dh=torch.empty_like(steps[0].h),
            dc=torch.empty_like(steps[0].c),
        )

    def load(self, parameters: dict[str, Array]) -> None:
        for layer, (w, b) in enumerate(zip(self.w, self.b, strict=True)):
            w.copy_(torch.from_numpy(parameters[f"w{layer}"]))
            b.copy_(torch.from_numpy(parameters[f"b{layer}"]))

    def forward(self) -> None:
        cell = lstm_cell if self.network.cell == "lstm" else tanh_cell
        for step in self.steps:
            torch.addmm(self.b[0], self.w[0], step.below, out=step.z)
            cell(step)
        torch.addmm(self.b[1], self.w[1], self.steps[-1].h, out=self.z)
        torch.softmax(self.z, 0, out=self.p)

    def backward(self) -> None:
        (dw, dw_out), (db, db_out), last = self.dw, self.db, self.steps[-1]
        torch.sub(self.p, self.y, out=self.dz).div_(self.y.shape[1])
        torch.mm(self.dz, last.h.T, out=dw_out)
        torch.sum(self.dz, 1, keepdim=True, out=db_out)
        torch.mm(self.w[1].T, self.dz, out=self.dh)
        self.dc.zero_()
        for step in reversed(self.steps):
            if self.network.cell == "lstm":
                lstm_gradient(step, self.dh, self.dc)
            else:
                tanh_gradient(step, self.dh)
            torch.addmm(dw, step.dz, step.below_turned, beta=step is not last, out=dw)
            if step is not self.steps[0]:
                torch.mm(self.recurrent_turned, step.dz, out=self.dh)
        torch.sum(self.hidden_dz, (0, 2), out=db[:, 0])

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
        return self.p

    def parameters(self) -> dict[str, Array]:
        return named("w", map(to_numpy, self.w)) | named("b", map(to_numpy, self.b))

    def gradients(self) -> dict[str, Array]:
        return named("dw", map(to_numpy, self.dw)) | named("db", map(to_numpy, self.db))
