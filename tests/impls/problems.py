"""What the tests of implementations run on: everything installed, and small seeded problems."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from propbench import impls
from propbench.bench.parameters import Parameters
from propbench.impls import Implementation
from propbench.impls.contract import DTYPES, Array, Network, State, layers

INSTALLED = tuple(name for name in impls.names() if not impls.load(name).missing)


def having(part: str) -> list[str]:
    """Installed implementations with a file for this part."""
    return [name for name in INSTALLED if impls.load(name).has(part)]


def having_by_dtype(part: str) -> list[tuple[str, str]]:
    """The same, once for each dtype of the contract that they support."""
    return [
        (name, dtype)
        for name in having(part)
        for dtype in DTYPES
        if dtype in impls.load(name).dtypes
    ]


@dataclass(frozen=True)
class Problem:
    network: Network
    parameters: Parameters
    x: Array
    y: Array

    def prepare(self, implementation: Implementation) -> State:
        return implementation.prepare(self.network, self.parameters, self.x, self.y)


def problem(
    sizes: tuple[int, ...] = (4, 5, 3, 2),
    activation: str = "tanh",
    output: str = "sigmoid_cross_entropy",
    dtype: str = "float64",
    m: int = 6,
    seed: int = 0,
    slope: float = 0.01,
) -> Problem:
    """Normal data and weights of moderate size, so that nothing saturates."""
    draw = np.random.default_rng(seed)
    network = Network(sizes, activation, output, slope)
    w = tuple(
        (draw.normal(size=shape) / np.sqrt(shape[1])).astype(dtype) for shape in network.layers
    )
    b = tuple(draw.normal(size=(n_out, 1)).astype(dtype) * 0.3 for n_out, _ in network.layers)
    x = draw.normal(size=(sizes[0], m)).astype(dtype)
    return Problem(network, Parameters(w, b), x, _labels(network, m, draw).astype(dtype))


def _labels(network: Network, m: int, draw: np.random.Generator) -> NDArray[np.float64]:
    n_out = network.sizes[-1]
    if network.output == "softmax_cross_entropy":
        return np.eye(n_out)[:, draw.integers(n_out, size=m)]
    return draw.integers(2, size=(n_out, m)).astype(np.float64)


def gradients(implementation: Implementation, given: Problem) -> dict[str, Array]:
    """Gradients of a fresh state after one forward and one backward."""
    dense = implementation.dense
    state = dense.backward(dense.forward(given.prepare(implementation)))
    return dense.read_gradients(dense.wait(state) if implementation.offers("wait") else state)


def outputs(implementation: Implementation, given: Problem) -> Array:
    """Outputs of a fresh state after one forward."""
    state = implementation.dense.forward(given.prepare(implementation))
    return implementation.dense.read_outputs(state)


def trained(
    implementation: Implementation, given: Problem, learning_rate: float, steps: int
) -> Parameters:
    """Parameters of a fresh state after some training steps."""
    state = given.prepare(implementation)
    for _ in range(steps):
        state = implementation.dense.train_step(state, learning_rate)
    return Parameters.of(implementation.dense.read_parameters(state))


def flat(arrays: dict[str, Array]) -> NDArray[np.float64]:
    """All gradients, or all parameters, in one float64 vector: weights first, then biases."""
    prefix = "d" if "dw0" in arrays else ""
    parts = [*layers(arrays, f"{prefix}w"), *layers(arrays, f"{prefix}b")]
    assert len(parts) == len(arrays)
    return np.concatenate([part.ravel() for part in parts]).astype(np.float64)


def assert_close(got: Array, expected: Array, relative: float) -> None:
    """Every difference is at most `relative` times the largest expected number.

    Written so that NaN fails.
    """
    assert got.shape == expected.shape
    assert np.isfinite(expected).all()
    bound = relative * np.abs(expected).max()
    worst = np.abs(got - expected).max()
    assert worst <= bound, f"differs by {worst}, allowed are {bound}"
