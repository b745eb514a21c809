"""A kind of network that this project does not know, as a third party would write it: four files.

One layer of a moving sum: outputs p (length - kernel + 1, m) with p[i] = sum_k w0[k] x[i + k] + b0,
and half the squared error.
"""

from pathlib import Path

CONTRACT = '''"""A one-layer convolution of a sequence."""

from dataclasses import dataclass

MANDATORY = (
    "prepare", "load_parameters", "train_step", "read_outputs", "read_gradients", "read_parameters"
)


@dataclass(frozen=True)
class Network:
    length: int
    kernel: int

    @property
    def shapes(self):
        return {"w0": (1, self.kernel), "b0": (1, 1)}

    @property
    def x_shape(self):
        return self.length, None

    @property
    def y_shape(self):
        return self.length - self.kernel + 1, None

    def check(self):
        if not 0 < self.kernel <= self.length:
            raise ValueError(f"kernel: got {self.kernel}, expected 1 to {self.length}")
'''

SUBJECT = '''"""What is measured of it."""

from functools import partial

import numpy as np

from propbench.bench.parameters import Parameters
from propbench.bench.problems import Problem
from propbench.bench.timing.network_call import CHECK_RATE, NetworkCall

from .sequence import Network

PHASES = ("forward", "backward", "train_step")
NETWORKS = {"short": Network(12, 3), "long": Network(40, 5)}


def supported(implementation, case):
    return implementation.has("sequence")


def make_call(implementation, case, seed):
    return NetworkCall(implementation, case.phase, partial(problem, case), seed)


def problem(case, seed):
    network, draw = NETWORKS[case.network], np.random.default_rng(20)
    x = draw.standard_normal((network.length, case.m)).astype(case.dtype)
    y = draw.standard_normal((network.y_shape[0], case.m)).astype(case.dtype)
    own = np.random.default_rng(seed)
    w, b = (own.standard_normal(shape).astype(case.dtype) for shape in network.shapes.values())
    return Problem(network, Parameters([w], [b]), x, y)


def answer(case, seed):
    given = problem(case, seed)
    x, y = given.x.astype(np.longdouble), given.y
    n = y.shape[0]
    w, b = given.parameters["w0"], given.parameters["b0"]
    p = sum(w[0, k] * x[k : k + n] for k in range(w.shape[1])) + b
    dz = (p - y) / case.m
    dw = np.array([[(dz * x[k : k + n]).sum() for k in range(w.shape[1])]])
    db = dz.sum().reshape(1, 1)
    right = {"outputs": p, "dw0": dw, "db0": db}
    right |= {"w0": w - CHECK_RATE * dw, "b0": b - CHECK_RATE * db}
    slack = 200 * float(np.finfo(case.dtype).eps)
    return right, {name: np.full(array.shape, slack * n) for name, array in right.items()}


def inputs(case):
    given = problem(case, 20)
    return str(given.network), [given.x, given.y, *given.parameters.values()]


def multiply_adds(case):
    network = NETWORKS[case.network]
    passes = 2 if case.phase == "train_step" else 1
    return float(passes * network.kernel * network.y_shape[0] * case.m)


def elements(case):
    return float(NETWORKS[case.network].y_shape[0] * case.m)


def ceilings(case):
    return []
'''

IMPLEMENTATION = '''"""The moving sum by slices."""

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass
class State:
    x: Any
    y: Any
    parameters: dict
    gradients: dict
    p: Any = None


def prepare(network, parameters, x, y):
    return State(x.copy(), y.copy(), {k: v.copy() for k, v in parameters.items()}, {})


def load_parameters(state, parameters):
    state.parameters = {k: v.copy() for k, v in parameters.items()}
    return state


def forward(state):
    w, n = state.parameters["w0"], state.y.shape[0]
    state.p = sum(w[0, k] * state.x[k : k + n] for k in range(w.shape[1])) + state.parameters["b0"]
    return state


def backward(state):
    dz, n = (state.p - state.y) / state.y.shape[1], state.y.shape[0]
    dw = [(dz * state.x[k : k + n]).sum() for k in range(state.parameters["w0"].shape[1])]
    state.gradients = {"dw0": np.array([dw]), "db0": dz.sum().reshape(1, 1)}
    return state


def train_step(state, learning_rate):
    backward(forward(state))
    for name, array in state.parameters.items():
        rate = array.dtype.type(learning_rate)
        state.parameters[name] = array - rate * state.gradients[f"d{name}"]
    return state


def read_outputs(state):
    return state.p.copy()


def read_gradients(state):
    return {k: v.copy() for k, v in state.gradients.items()}


def read_parameters(state):
    return {k: v.copy() for k, v in state.parameters.items()}
'''

DECLARATION = '''"""Sequences by slices."""

FAMILY = "vectorised"
LEAGUE = "idiomatic"
DTYPES = ("float64", "float32")
'''


def write(folder: Path) -> tuple[Path, Path]:
    """The subject's file and the implementation's folder, with the contract beside the first."""
    (folder / "sequence.py").write_text(CONTRACT, "utf-8")
    subject, implementation = folder / "measured.py", folder / "slices"
    subject.write_text(SUBJECT, "utf-8")
    implementation.mkdir()
    (implementation / "__init__.py").write_text(DECLARATION, "utf-8")
    (implementation / "sequence.py").write_text(IMPLEMENTATION, "utf-8")
    return subject, implementation
