"""What the tests of recurrent networks run on, and their loss, written here from the contract."""

import numpy as np

from propbench.bench.parameters import Parameters
from propbench.bench.problems import Problem
from propbench.impls.contract import Recurrent
from tests.impls.complex_step import Complex, activate, mean_loss

NETWORKS = (
    Recurrent(1, 1, 1, "tanh", 2),
    Recurrent(4, 3, 5, "tanh", 3),
    Recurrent(1, 2, 1, "lstm", 2),
    Recurrent(3, 2, 5, "lstm", 3),
)
"""One step and several, of both cells; units that are no power of two."""

Given = Problem[Recurrent]


def given_for(network: Recurrent, m: int = 5, dtype: str = "float64", seed: int = 0) -> Given:
    """Normal data and weights of moderate size."""
    draw = np.random.default_rng(seed)
    arrays = {
        name: draw.normal(size=shape) * (1.2 / np.sqrt(shape[1]) if name[0] == "w" else 0.3)
        for name, shape in network.shapes.items()
    }
    x = draw.normal(size=(network.steps * network.n_inputs, m))
    y = np.eye(network.n_outputs)[:, draw.integers(network.n_outputs, size=m)]
    parameters = Parameters.of({name: array.astype(dtype) for name, array in arrays.items()})
    return Problem(network, parameters, x.astype(dtype), y.astype(dtype))


def loss(given: Given, parameters: dict[str, Complex]) -> complex:
    """From the definitions of the contract, one unit after the other."""
    network, m = given.network, given.x.shape[1]
    n, n_inputs = network.n_hidden, network.n_inputs
    w, b = parameters["w0"], parameters["b0"]
    h = np.zeros((n, m), np.complex128)
    c = np.zeros((n, m), np.complex128)
    for t in range(network.steps):
        x = given.x[t * n_inputs : (t + 1) * n_inputs]
        z = [w[r, :n_inputs] @ x + w[r, n_inputs:] @ h + b[r] for r in range(len(w))]
        h = np.empty_like(h)
        for k in range(n):
            if network.cell == "tanh":
                h[k] = activate("tanh", z[k], 0)
                continue
            i, f, o = (activate("sigmoid", z[gate * n + k], 0) for gate in range(3))
            c[k] = f * c[k] + i * activate("tanh", z[3 * n + k], 0)
            h[k] = o * activate("tanh", c[k], 0)
    z_out = parameters["w1"] @ h + parameters["b1"]
    return mean_loss(network.output, z_out, given.y.astype(np.complex128))
