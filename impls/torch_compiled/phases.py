"""The phases of one network as compiled functions, made once for each network and shape.

The learning rate is a tensor: a Python number would be compiled in, and another one would compile
again. Each network and shape has graphs of its own, because PyTorch gives up after 256 graphs of
one piece of code.
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from types import FunctionType
from typing import Any

import torch

from propbench.impls.contract import Network, UnsupportedError

from .formulas import ACTIVATE, NEEDS_Z, TIMES_DERIVATIVE, output_gradient, outputs
from .layout import Tensor

Tensors = list[Tensor]
Passed = tuple[Tensors, Tensors, Tensor]
"""a of every layer, x included and the outputs last; z of hidden layers, if derivatives need it; z
of the last layer."""


@dataclass(frozen=True)
class CompiledPhases:
    """Each is a graph of its own."""

    forward: Callable[..., Any]
    """(w, b, x) -> what backward needs, z and the outputs."""
    backward: Callable[..., tuple[Tensors, Tensors]]
    """(w, what it needs, y) -> dw, db."""
    update: Callable[[Tensors, Tensors, Tensor], None]
    train_step: Callable[..., Any]
    """(w, b, x, y, rate) -> what can be read, dw, db."""


@cache
def phases_of(network: Network, m: int, dtype: str) -> CompiledPhases:
    """Not compiled yet: that is done by the first call of each function."""
    return CompiledPhases(
        forward=compiled(lambda w, b, x: forward(network, w, b, x)),
        backward=compiled(lambda w, a, hidden_z, y: backward(network, w, a, hidden_z, y)),
        update=compiled(update),
        train_step=compiled(lambda w, b, x, y, rate: train_step(network, w, b, x, y, rate)),
    )


def forward(network: Network, w: Tensors, b: Tensors, x: Tensor) -> Passed:
    a, hidden_z = [x], []
    z = w[0] @ x + b[0]
    for layer in range(1, len(w)):
        a.append(ACTIVATE[network.activation](z, network.slope))
        if network.activation in NEEDS_Z:
            hidden_z.append(z)
        z = w[layer] @ a[layer] + b[layer]
    return [*a, outputs(network.output, z)], hidden_z, z


def backward(
    network: Network, w: Tensors, a: Tensors, hidden_z: Tensors, y: Tensor
) -> tuple[Tensors, Tensors]:
    dw, db = [], []
    dz = output_gradient(network.output, a[-1], y)
    for layer in reversed(range(len(w))):
        dw.append(dz @ a[layer].T)
        db.append(dz.sum(dim=1, keepdim=True))
        if layer > 0:
            da = w[layer].T @ dz
            kept = hidden_z[layer - 1] if hidden_z else a[layer]
            dz = TIMES_DERIVATIVE[network.activation](da, kept, network.slope)
    return dw[::-1], db[::-1]


def update(parameters: Tensors, gradients: Tensors, learning_rate: Tensor) -> None:
    for parameter, gradient in zip(parameters, gradients, strict=True):
        parameter.sub_(learning_rate * gradient)


def train_step(
    network: Network, w: Tensors, b: Tensors, x: Tensor, y: Tensor, learning_rate: Tensor
) -> tuple[Passed, Tensors, Tensors]:
    """The outputs are all that is left of a."""
    a, hidden_z, z = forward(network, w, b, x)
    dw, db = backward(network, w, a, hidden_z, y)
    update([*w, *b], [*dw, *db], learning_rate)
    return ([a[-1]], [], z), dw, db


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """PyTorch files graphs under the code object, so each function gets a copy of its own."""
    assert isinstance(function, FunctionType)
    own = FunctionType(
        function.__code__.replace(), function.__globals__, closure=function.__closure__
    )
    return torch.compile(own, fullgraph=True, dynamic=False)


def require_compiler() -> None:
    """Raises UnsupportedError where nothing can be compiled; tried once in a process."""
    if reason := _fault():
        raise UnsupportedError(f"torch.compile does not work here: {reason}")


@cache
def _fault() -> str:
    """Why a first small function does not compile, or an empty string."""
    try:
        with warnings.catch_warnings():
            # PyTorch warns about parts of its own when it loads the compiler.
            warnings.simplefilter("ignore")
            compiled(lambda z: torch.exp(z) + 1)(torch.zeros(64))
    except Exception as error:
        return f"{type(error).__name__}: {str(error).strip().splitlines()[0]}"
    return ""
