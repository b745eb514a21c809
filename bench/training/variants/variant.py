"""What may be changed about a network and its gradient, and the parameters this adds."""

from dataclasses import dataclass
from typing import Literal

from propbench.bench.training.parameters import Parameters
from propbench.impls import contract
from propbench.impls.contract import Network

TANH_CROSS_ENTROPY, TANH_SQUARED_ERROR = "tanh_cross_entropy", "tanh_squared_error"

OUTPUTS = (*contract.OUTPUTS, TANH_CROSS_ENTROPY, TANH_SQUARED_ERROR)
"""The contract's and two with tanh; labels are 0 and 1 for all of them, see `outputs.py`."""


@dataclass(frozen=True)
class Variant:
    """Hidden layers with a = scale * f(stretch * z) + shift, where f is the network's activation.

    Raises ValueError on an output that does not exist.
    """

    scale: float = 1.0
    stretch: float = 1.0
    shift: float = 0.0
    standardise: bool = False
    """z of every hidden unit is given mean 0 and variance 1 over the examples: batch normalisation
    (Ioffe and Szegedy 2015) without its learned scale and shift; the gradient goes through it."""
    learn_slope: bool = False
    """PReLU (He et al. 2015), one slope a layer: leaky_relu whose slope is trained too, from the
    network's slope on; He et al. start at 0.25."""
    gradient: Literal["plain", "normalised"] = "plain"
    """normalised: the gradient of each layer, w and b together, is given the norm of the last
    layer's. Layer-wise normalisation is that of Yu et al. (2017, Block-Normalized Gradient Method);
    keeping the last layer's norm, in place of 1, lets steps shrink towards a minimum."""
    vanishing: float = 1.0
    """The gradient is multiplied by this each time it goes back through a hidden layer."""
    output: str | None = None
    """In place of the network's."""

    def __post_init__(self) -> None:
        if self.output is not None and self.output not in OUTPUTS:
            raise ValueError(f"output: got {self.output!r}, expected one of {', '.join(OUTPUTS)}")

    def output_of(self, network: Network) -> str:
        return self.output or network.output


PLAIN = Variant()


@dataclass(frozen=True)
class LearnedSlopes(Parameters):
    """Parameters of a network that learns `slopes`, one a hidden layer."""

    slopes: tuple[float, ...]
