"""Dense networks: their shapes, and what a `dense.py` must and may offer.

Examples are columns, as in the course: `x` is (n_features, m); layer l has `w<l>` (n_out, n_in)
and `b<l>` (n_out, 1); z = w x + b and a = activation(z). Labels `y` are (1, m) for one output and
one-hot (n_classes, m) for softmax. Every array has rank two.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from propbench.impls.contract.words import (
    ACTIVATIONS,
    OUTPUTS,
    Array,
    ContractError,
    Shape,
    State,
    check_name,
)


@dataclass(frozen=True)
class Network:
    """A dense network: `sizes` from features to outputs, so (64, 1) is logistic regression.

    `slope` is the slope of leaky_relu for z <= 0, between 0 (relu) and 1 (linear).
    """

    sizes: tuple[int, ...]
    activation: str = "relu"
    output: str = "sigmoid_cross_entropy"
    slope: float = 0.01

    @property
    def layers(self) -> tuple[tuple[int, int], ...]:
        """(n_out, n_in) of each layer."""
        return tuple((n_out, n_in) for n_in, n_out in pairwise(self.sizes))

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        """Of every parameter by its name: w0 (n_out, n_in), b0 (n_out, 1), w1, b1, ..."""
        return {
            name: shape
            for layer, (n_out, n_in) in enumerate(self.layers)
            for name, shape in ((f"w{layer}", (n_out, n_in)), (f"b{layer}", (n_out, 1)))
        }

    @property
    def x_shape(self) -> Shape:
        """Of the examples, (n_features, m)."""
        return self.sizes[0], None

    @property
    def y_shape(self) -> Shape:
        """Of the labels and the outputs, (n_out, m)."""
        return self.sizes[-1], None

    def check(self) -> None:
        """Raise ContractError where this is no network that the contract knows."""
        if len(self.sizes) < 2 or min(self.sizes) < 1:
            raise ContractError(f"sizes: got {self.sizes}, expected two or more, each at least 1")
        check_name("activation", self.activation, ACTIVATIONS)
        check_name("output", self.output, OUTPUTS)
        if not 0 <= self.slope <= 1:
            raise ContractError(f"slope: got {self.slope}, expected a number from 0 to 1")


class Dense(Protocol):
    """What a `dense.py` offers. `train_step` and the five around it are mandatory.

    Only the work (`forward` to `train`) is ever timed; each returns the state.
    """

    def prepare(self, network: Network, parameters: dict[str, Array], x: Array, y: Array) -> State:
        """Copy to native layout and allocate buffers; the arguments are never modified.

        Parameters by their names in `network.shapes`; x (n_features, m), y (n_out, m).
        """

    def load_parameters(self, state: State, parameters: dict[str, Array]) -> State:
        """Put other parameters of the same shapes in place of the present ones."""

    def train_step(self, state: State, learning_rate: float) -> State:
        """forward, backward and update; no loss value."""

    def read_outputs(self, state: State) -> Array:
        """Activations of the last layer after the latest forward, (n_out, m)."""

    def read_gradients(self, state: State) -> dict[str, Array]:
        """Derivatives of the mean loss of the latest backward: dw0 in the shape of w0, ..."""

    def read_parameters(self, state: State) -> dict[str, Array]:
        """The present parameters, by name."""


MANDATORY = tuple(name for name in vars(Dense) if not name.startswith("_"))


class Trains(Protocol):
    """Capabilities that a `dense.py` has or has not."""

    def forward(self, state: State) -> State:
        """Compute the outputs and leave what `backward` needs."""

    def backward(self, state: State) -> State:
        """Compute all parameter gradients from what `forward` left; not the gradient of x."""

    def update(self, state: State, learning_rate: float) -> State:
        """Plain gradient descent: p <- p - learning_rate * dp."""

    def loss(self, state: State) -> float:
        """Mean loss of the outputs that the latest forward left."""

    def train(self, state: State, learning_rate: float, steps: int) -> State:
        """`steps` training steps."""

    def wait(self, state: State) -> State:
        """Block until the work is done; only asynchronous libraries need it."""

    def train_many(
        self,
        network: Network,
        parameters: list[dict[str, Array]],
        x: Array,
        y: Array,
        learning_rates: Array,
        steps: int,
    ) -> tuple[Array, list[dict[str, Array]]]:
        """Train networks of one shape at once, each at its own learning rate.

        x (n_features, m) and y (n_out, m) are shared; or each network has its own, and they are
        (n_networks, n_features, m) and (n_networks, n_out, m). `learning_rates` (n_networks,).

        Returns the losses (steps, n_networks), where row t is the mean loss before step t + 1,
        and the parameters after the last step. Both are those of training each network alone, and
        a network's do not depend, to the bit, on which others are trained beside it.
        """
