"""Who is right only once, only in part, or only for ordinary numbers is never timed.

Each is numpy_vectorized with a few lines more.
"""

import shutil
from pathlib import Path

import pytest

from propbench import impls
from propbench.bench.grid import Case
from propbench.bench.timing.checker import Checker

NO_LAST_GRADIENTS = """
_read = read_gradients


def read_gradients(state):
    last = len(state.w) - 1
    return {name: array for name, array in _read(state).items() if name[2:] != str(last)}
"""
NO_BIASES = """
_read = read_parameters


def read_parameters(state):
    return {name: array for name, array in _read(state).items() if name[0] == "w"}
"""
MASKED = """

def read_outputs(state):
    return np.ma.masked_all(state.a[-1].shape, state.a[-1].dtype)
"""
ALWAYS_EQUAL = """

class Equal(np.ndarray):
    def __sub__(self, other):
        return np.zeros(self.shape)

    __rsub__ = __sub__


def read_outputs(state):
    return np.zeros_like(state.a[-1]).view(Equal)
"""
MOMENTUM = """
_load = load_parameters


def load_parameters(state, parameters):
    state.velocity = None
    return _load(state, parameters)


def update(state, rate):
    gradients = state.dw + state.db
    before = state.velocity or [0.0] * len(gradients)
    state.velocity = [0.9 * v + g for v, g in zip(before, gradients, strict=True)]
    n = len(state.w)
    rate = state.x.dtype.type(rate)
    state.w = [w - rate * v for w, v in zip(state.w, state.velocity[:n], strict=True)]
    state.b = [b - rate * v for b, v in zip(state.b, state.velocity[n:], strict=True)]
    return state
"""
ACCUMULATES = """
_forward, _backward = forward, backward


def forward(state):
    state.fresh = True
    return _forward(state)


def backward(state):
    before = [] if state.fresh else state.dw + state.db
    _backward(state)
    state.fresh = False
    if before:
        n = len(state.w)
        state.dw = [g + more for g, more in zip(state.dw, before[:n], strict=True)]
        state.db = [g + more for g, more in zip(state.db, before[n:], strict=True)]
    return state
"""
SKIPS_SMALL_STEPS = """
_step = train_step


def train_step(state, rate):
    return state if rate < 1e-3 else _step(state, rate)
"""
CARELESS_SOFTMAX = """

def softmax(z):
    e = np.exp(z)
    return e / e.sum(axis=-2, keepdims=True)


def outputs(output, z):
    return softmax(z) if output == "softmax_cross_entropy" else sigmoid(z)
"""
SLOPE_AT_ZERO = """

def relu_derivative(z, a, slope):
    return (z >= 0).astype(z.dtype)


def leaky_relu_derivative(z, a, slope):
    return np.where(z >= 0, 1, slope).astype(z.dtype)


ACTIVATIONS["relu"] = (relu, relu_derivative)
ACTIVATIONS["leaky_relu"] = (leaky_relu, leaky_relu_derivative)
"""


def _refusal(folder: Path, part: str, code: str, case: Case) -> str:
    shutil.copytree(impls.load("numpy_vectorized").folder, folder / "mine")
    file = folder / "mine" / f"{part}.py"
    file.write_text(file.read_text("utf-8") + code, "utf-8")
    record = Checker(slowest_call_s=60.0).check(impls.load(str(folder / "mine")), case)
    return "" if record.kind == "measured" else record.reason


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize(
    ("part", "code", "phase", "reason"),
    [
        ("dense", NO_LAST_GRADIENTS, "backward", "read_gradients gave db0, dw0, expected"),
        ("dense", NO_BIASES, "update", "read_parameters gave w0, w1, expected"),
        ("dense", MASKED, "forward", "gave outputs as MaskedArray, expected a NumPy array"),
        ("dense", ALWAYS_EQUAL, "forward", "gave outputs as Equal"),
        ("dense", MOMENTUM, "train_step", "in a second call in a row, "),
        ("dense", MOMENTUM, "update", "in a second call in a row, "),
        ("dense", ACCUMULATES, "backward", "in a second call in a row, "),
        ("dense", SKIPS_SMALL_STEPS, "train_step", "do not move the parameters"),
        ("activations", SLOPE_AT_ZERO, "backward", "WrongResultError: d"),
    ],
)
def test_who_is_nearly_right_is_refused(
    tmp_path: Path, part: str, code: str, phase: str, reason: str, dtype: str
) -> None:
    case = Case("mine", "shallow", "relu", phase, 1_000, dtype)
    assert reason in _refusal(tmp_path, part, code, case)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("activation", ["relu", "leaky_relu"])
def test_a_derivative_that_is_wrong_at_zero_is_refused(
    tmp_path: Path, activation: str, dtype: str
) -> None:
    case = Case("mine", "", activation, "derivative", 100, dtype)
    assert "result[0, 2] is 1" in _refusal(tmp_path, "activations", SLOPE_AT_ZERO, case)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("phase", ["forward", "train_step"])
def test_a_softmax_that_overflows_is_refused(tmp_path: Path, phase: str, dtype: str) -> None:
    case = Case("mine", "classes", "relu", phase, 100, dtype)
    reason = _refusal(tmp_path, "outputs", CARELESS_SOFTMAX, case)
    assert "values that are not finite" in reason


@pytest.mark.parametrize("network", ["logistic", "shallow", "deep", "classes"])
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_the_honest_folder_is_timed(tmp_path: Path, network: str, dtype: str) -> None:
    for phase in ("forward", "backward", "update", "train_step"):
        case = Case("mine", network, "relu", phase, 100, dtype)
        assert _refusal(tmp_path / phase, "dense", "", case) == ""
