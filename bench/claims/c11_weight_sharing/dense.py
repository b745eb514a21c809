"""A dense network with ReLU: forward and backward over a batch of columns."""

import numpy as np

from propbench.bench.training.parameters import Parameters
from propbench.impls.contract import Array, Network

Kept = list[Array]
"""Activations of every layer but the last, with those of the input."""


def forward(
    network: Network,  # noqa: ARG001
    parameters: Parameters,
    x: Array,
) -> tuple[Array, Kept]:
    """Scores (n_outputs, m) before the softmax, and what `backward` needs."""
    a = [x]
    for w, b in zip(parameters.w[:-1], parameters.b[:-1], strict=True):
        a.append(np.maximum(w @ a[-1] + b, 0))
    return parameters.w[-1] @ a[-1] + parameters.b[-1], a


def backward(
    network: Network,  # noqa: ARG001
    parameters: Parameters,
    kept: Kept,
    dz: Array,
) -> Parameters:
    """Gradients, from that of the scores (n_outputs, m)."""
    dw, db = [], []
    for w, a in zip(reversed(parameters.w), reversed(kept), strict=True):
        dw.append(dz @ a.T)
        db.append(dz.sum(axis=1, keepdims=True))
        if len(dw) < len(kept):
            dz = (w.T @ dz) * (a > 0)
    return Parameters(tuple(reversed(dw)), tuple(reversed(db)))
