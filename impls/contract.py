"""The words and shapes that every implementation shares.

Examples are columns, as in the course: `x` is (n_features, m); layer l has `w[l]` (n_out, n_in)
and `b[l]` (n_out, 1); z = w x + b and a = activation(z). Labels `y` are (1, m) for one output
and one-hot (n_classes, m) for softmax. Every array has rank two.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

VERSION = 1

FAMILIES = ("loops", "vectorised", "compiled", "framework")
LEAGUES = ("idiomatic", "tuned")
DTYPES = ("float64", "float32")
DIVISIONS = ("closed", "open")
"""closed: one thread, the same numerics for everybody; open: all cores."""

ACTIVATIONS = ("sigmoid", "tanh", "relu", "leaky_relu", "linear")
TAIL_SAFE = ("sigmoid", "tanh")
"""Activations whose textbook derivative, written with a, cancels in the tails."""

OUTPUTS = (
    "sigmoid_cross_entropy",
    "softmax_cross_entropy",
    "linear_squared_error",
    "sigmoid_squared_error",
)

PRIMITIVES = (
    "dot",
    "dot_numpy_scalars",
    "affine",
    "affine_numpy_scalars",
    "add_scalar",
    "add_scalar_tiled",
    "add_row",
    "add_row_tiled",
    "add_column",
    "add_column_tiled",
)

PHASES = ("forward", "backward", "update", "loss", "train_step")

Array = NDArray[np.floating[Any]]
State = Any
"""What an implementation keeps between calls; nobody else looks inside."""


class ContractError(ValueError):
    """An argument breaks the contract; the message names it, what came and what was expected."""


class UnsupportedError(Exception):
    """An implementation does not offer what was asked, by its own declaration."""


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
    def shapes(self) -> tuple[tuple[int, int], ...]:
        """(n_out, n_in) of each layer."""
        return tuple((n_out, n_in) for n_in, n_out in pairwise(self.sizes))


@dataclass(frozen=True)
class Parameters:
    """Weights `w[l]` (n_out, n_in) and biases `b[l]` (n_out, 1)."""

    w: tuple[Array, ...]
    b: tuple[Array, ...]


@dataclass(frozen=True)
class Gradients:
    """Derivatives of the mean loss: `dw[l]` as `w[l]`, `db[l]` as `b[l]`."""

    dw: tuple[Array, ...]
    db: tuple[Array, ...]


class Dense(Protocol):
    """What a `dense.py` offers. `train_step` and the five around it are mandatory.

    Only the work (`forward` to `train`) is ever timed; each returns the state.
    """

    def prepare(self, network: Network, parameters: Parameters, x: Array, y: Array) -> State:
        """Copy to native layout and allocate buffers; the arguments are never modified."""

    def load_parameters(self, state: State, parameters: Parameters) -> State:
        """Put other parameters of the same shapes in place of the present ones."""

    def train_step(self, state: State, learning_rate: float) -> State:
        """forward, backward and update; no loss value."""

    def read_outputs(self, state: State) -> Array:
        """Activations of the last layer after the latest forward, (n_out, m)."""

    def read_gradients(self, state: State) -> Gradients:
        """Gradients of the latest backward."""

    def read_parameters(self, state: State) -> Parameters:
        """The present parameters."""


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
        parameters: list[Parameters],
        x: Array,
        y: Array,
        learning_rates: Array,
        steps: int,
    ) -> tuple[Array, list[Parameters]]:
        """Train networks of one shape at once, each at its own learning rate.

        x (n_features, m) and y (n_out, m) are shared; or each network has its own, and they are
        (n_networks, n_features, m) and (n_networks, n_out, m). `learning_rates` (n_networks,).

        Returns the losses (steps, n_networks), where row t is the mean loss before step t + 1,
        and the parameters after the last step. Both are those of training each network alone, and
        a network's do not depend, to the bit, on which others are trained beside it.
        """


ActivationPair = tuple[Callable[..., Any], Callable[..., Any]]
"""Function (z, slope) -> a and derivative (z, a, slope) -> da/dz, on native matrices."""


class Activations(Protocol):
    """What an `activations.py` offers, by the names of ACTIVATIONS and TAIL_SAFE above."""

    ACTIVATIONS: Mapping[str, ActivationPair]
    TAIL_SAFE: Mapping[str, Callable[..., Any]]
    """Derivatives again, (z, a, slope) -> da/dz, that are right where a rounds to 0 or 1."""


class Primitives(Protocol):
    """What a `primitives.py` offers; a name that is not there is an empty cell."""

    PRIMITIVES: Mapping[str, Callable[..., Any]]
    """By the names of PRIMITIVES above: dot (u, v) of two (1, n), affine (w, x, b), which is
    wT x + b, and add_* (matrix, smaller); the result is of rank two and native."""


class Layout(Protocol):
    """What a `layout.py` offers: arrays to and from the matrices that the last two work on."""

    def to_native(self, array: Array) -> Any:
        """A copy in native layout."""

    def to_numpy(self, native: Any) -> Array:
        """A copy that later work cannot change."""
