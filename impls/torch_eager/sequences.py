"""Sequences and weights in the layout of torch.nn.RNN and torch.nn.LSTM, and back.

Those two want sequences as (steps, m, n_inputs) and the weights of inputs and of states apart, keep
the rows of their gates in the order i, f, g, o, and have two biases that are added up.
"""

import numpy as np
import torch

from propbench.impls.contract import Array, Recurrent

from .layout import Tensor, to_native, to_numpy

_MODULES = {"tanh": torch.nn.RNN, "lstm": torch.nn.LSTM}
_ORDER = {"tanh": (0,), "lstm": (0, 1, 3, 2)}
"""Which gates of the contract follow one another here; applied twice, it changes nothing."""


def to_sequences(network: Recurrent, x: Array) -> Tensor:
    """(steps n_inputs, m) to (steps, m, n_inputs), a copy."""
    return to_native(x.reshape(network.steps, network.n_inputs, -1).swapaxes(1, 2))


def module(network: Recurrent, dtype: torch.dtype) -> torch.nn.RNNBase:
    """Its second bias is zero and stays so: two that learn would move twice as far as one."""
    made = _MODULES[network.cell](network.n_inputs, network.n_hidden, dtype=dtype)
    torch.nn.init.zeros_(made.bias_hh_l0).requires_grad_(False)
    return made


def reordered(network: Recurrent, rows: Array) -> Array:
    """Gates of the contract's order in that of PyTorch, or back."""
    gates = rows.reshape(-1, network.n_hidden, rows.shape[1])
    return gates[list(_ORDER[network.cell])].reshape(rows.shape)


def to_parameters(network: Recurrent, parameters: dict[str, Array]) -> list[Tensor]:
    """Weights of inputs and of states, bias; weights and bias of the last layer. Copies."""
    w, b = (reordered(network, parameters[name]) for name in ("w0", "b0"))
    n_inputs = network.n_inputs
    last = parameters["w1"], parameters["b1"][:, 0]
    return [*map(to_native, (w[:, :n_inputs], w[:, n_inputs:], b[:, 0], *last))]


def to_arrays(network: Recurrent, given: list[Tensor], prefix: str = "") -> dict[str, Array]:
    """Parameters by the names of the contract; gradients have the prefix d."""
    of_inputs, of_states, bias, w, b = map(to_numpy, given)
    arrays = {
        "w0": reordered(network, np.concatenate([of_inputs, of_states], axis=1)),
        "b0": reordered(network, bias[:, None]),
        "w1": w,
        "b1": b[:, None],
    }
    return {f"{prefix}{name}": array for name, array in arrays.items()}
