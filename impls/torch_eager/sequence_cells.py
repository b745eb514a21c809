"""Cells of recurrent networks by hand, in place; mathematics in `python_loops/recurrent.py`.

A derivative and its product with a gradient are one operation, the same that autograd calls.
"""

from dataclasses import dataclass

import torch

from propbench.impls.contract import Recurrent
from propbench.impls.contract.recurrent import GATES

from .layout import Tensor

_tanh_backward = torch.ops.aten.tanh_backward.grad_input
_sigmoid_backward = torch.ops.aten.sigmoid_backward.grad_input


@dataclass
class Step:
    """Views of what one step reads and writes, made once: each costs as much as a small product.

    `below` [x; h before] and `h`, of the next step's; z becomes the gates, and dz has their shape.
    """

    below: Tensor
    h: Tensor
    z: Tensor
    dz: Tensor
    c_before: Tensor
    c: Tensor
    tanh_c: Tensor

    def __post_init__(self) -> None:
        n = self.h.shape[0]
        self.below_turned = self.below.T
        if self.z.shape[0] > n:
            self.sigmoids, self.dz_sigmoids = self.z[: 3 * n], self.dz[: 3 * n]
            self.i, self.f, self.o, self.g = self.z.split(n)
            self.di, self.df, self.do, self.dg = self.dz.split(n)


def steps_of(network: Recurrent, x: Tensor) -> tuple[list[Step], Tensor]:
    """With memory for all, and dz of all (steps, rows, m); x (steps, n_inputs, m).

    The states before the first step are zero.
    """
    steps, n_inputs, m = x.shape
    n, rows = network.n_hidden, network.shapes["w0"][0]
    below = x.new_zeros((steps + 1, n_inputs + n, m))
    below[:steps, :n_inputs] = x
    z, dz = x.new_empty((steps, rows, m)), x.new_empty((steps, rows, m))
    second = n if GATES[network.cell] > 1 else 0
    c, tanh_c = x.new_zeros((steps + 1, second, m)), x.new_empty((steps, second, m))
    made = [
        Step(below[t], below[t + 1, n_inputs:], z[t], dz[t], c[t], c[t + 1], tanh_c[t])
        for t in range(steps)
    ]
    return made, dz


def tanh_cell(step: Step) -> None:
    torch.tanh(step.z, out=step.h)


def tanh_gradient(step: Step, dh: Tensor) -> None:
    _tanh_backward(dh, step.h, grad_input=step.dz)


def lstm_cell(step: Step) -> None:
    step.sigmoids.sigmoid_()
    step.g.tanh_()
    torch.mul(step.f, step.c_before, out=step.c).addcmul_(step.i, step.g)
    torch.tanh(step.c, out=step.tanh_c)
    torch.mul(step.o, step.tanh_c, out=step.h)


def lstm_gradient(step: Step, dh: Tensor, dc: Tensor) -> None:
    """dz, and in place of dc that of the step before."""
    torch.mul(dh, step.o, out=step.do)
    _tanh_backward(step.do, step.tanh_c, grad_input=step.do)
    dc.add_(step.do)
    torch.mul(dh, step.tanh_c, out=step.do)
    torch.mul(dc, step.g, out=step.di)
    torch.mul(dc, step.c_before, out=step.df)
    torch.mul(dc, step.i, out=step.dg)
    _sigmoid_backward(step.dz_sigmoids, step.sigmoids, grad_input=step.dz_sigmoids)
    _tanh_backward(step.dg, step.g, grad_input=step.dg)
    dc.mul_(step.f)
