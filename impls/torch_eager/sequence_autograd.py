"""Configuration `autograd`, for sequences: torch.nn.RNN and torch.nn.LSTM, what a user writes.

Labels are numbers of classes, and outputs p are computed as in `image_autograd.py`. Tried, CPU time
of a training step in turns, m = 1, 100 and 1 000 in both dtypes: sequences before steps
(batch_first) 0.94 to 1.09 of it, no biases but a column of ones among the inputs 0.87 to 1.09, the
outputs of all steps in place of the last state 0.92 to 1.12; none is faster beyond the noise.
"""

from dataclasses import dataclass

import torch
from torch.nn import functional

from propbench.impls.contract import Array, Recurrent

from .layout import Tensor
from .sequences import module, to_arrays, to_parameters, to_sequences


@dataclass
class SequenceAutograd:
    """z (m, n_outputs) of the last layer; `p` is None after a training step.

    `learning`: what the module learns, then weights and bias of the last layer.
    """

    network: Recurrent
    module: torch.nn.RNNBase
    learning: list[Tensor]
    x: Tensor
    labels: Tensor
    z: Tensor
    p: Tensor | None = None

    @classmethod
    def made(cls, network: Recurrent, x: Array, y: Array) -> "SequenceAutograd":
        """With parameters that are still to be loaded."""
        sequences = to_sequences(network, x)
        made = module(network, sequences.dtype)
        last = [sequences.new_empty(network.shapes["w1"]), sequences.new_empty(network.n_outputs)]
        learning = [p for p in made.parameters() if p.requires_grad]
        learning += [parameter.requires_grad_() for parameter in last]
        labels = torch.from_numpy(y.argmax(axis=0))
        return cls(network, made, learning, sequences, labels, torch.empty(0))

    def load(self, parameters: dict[str, Array]) -> None:
        with torch.no_grad():
            given = to_parameters(self.network, parameters)
            for present, tensor in zip(self.learning, given, strict=True):
                present.copy_(tensor)

    def forward(self) -> None:
        self._logits()
        with torch.no_grad():
            self.p = torch.softmax(self.z, 1)

    def _logits(self) -> None:
        _, last = self.module(self.x)
        h = last[0] if self.network.cell == "lstm" else last
        self.z, self.p = functional.linear(h[0], *self.learning[-2:]), None

    def backward(self) -> None:
        self._differentiate(again=True)

    def update(self, learning_rate: float) -> None:
        with torch.no_grad():
            for parameter in self.learning:
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
        return (torch.softmax(self.z, 1) if self.p is None else self.p).T

    def parameters(self) -> dict[str, Array]:
        return to_arrays(self.network, self.learning)

    def gradients(self) -> dict[str, Array]:
        slopes = [parameter.grad for parameter in self.learning]
        return to_arrays(self.network, [slope for slope in slopes if slope is not None], "d")

    def _differentiate(self, again: bool) -> None:
        for parameter in self.learning:
            parameter.grad = None
        functional.cross_entropy(self.z, self.labels).backward(retain_graph=again)
