"""A call that is right but does not do its work is never timed."""

import shutil
from pathlib import Path

import pytest

from propbench import impls
from propbench.bench.grid import Case
from propbench.bench.timing.checker import Checker

LAZY = """
_step, _read = train_step, read_parameters


def train_step(state, rate):
    state.todo = [*getattr(state, "todo", []), rate]
    return state


def _work(state):
    for rate in getattr(state, "todo", []):
        _step(state, rate)
    state.todo = []


def read_outputs(state):
    _work(state)
    return to_numpy(state.a[-1])


def read_parameters(state):
    _work(state)
    return _read(state)
"""
SKIPS_SMALL_STEPS = """
_step = train_step


def train_step(state, rate):
    return state if rate < 1e-3 else _step(state, rate)
"""
REMEMBERS = """
_forward, _load = forward, load_parameters


def load_parameters(state, parameters):
    state.a = []
    return _load(state, parameters)


def forward(state):
    return state if state.a else _forward(state)
"""
WRITES_TO_ITS_INPUT = """

def relu(z, slope):
    return np.maximum(0, z, out=z)


ACTIVATIONS["relu"] = (relu, relu_derivative)
"""
KNOWS_ITS_ARGUMENT = """
_answers = {}


def relu(z, slope):
    if id(z) not in _answers:
        _answers[id(z)] = np.maximum(0, z)
    return _answers[id(z)]


ACTIVATIONS["relu"] = (relu, relu_derivative)
"""
OVERFLOWS = """

def relu(z, slope):
    with np.errstate(all="ignore"):
        return np.maximum(0, z) + 0 * np.exp(z)


ACTIVATIONS["relu"] = (relu, relu_derivative)
"""


def _refusal(folder: Path, part: str, code: str, phase: str, network: str = "shallow") -> str:
    shutil.copytree(impls.load("numpy_vectorized").folder, folder / "mine")
    file = folder / "mine" / f"{part}.py"
    file.write_text(file.read_text("utf-8") + code, "utf-8")
    case = Case("mine", network, "relu", phase, 1_000)
    record = Checker(slowest_call_s=60.0).check(impls.load(str(folder / "mine")), case)
    return "" if record.kind == "measured" else record.reason


@pytest.mark.parametrize(
    ("code", "phase", "reason"),
    [
        (LAZY, "train_step", "needs `wait`"),
        (SKIPS_SMALL_STEPS, "train_step", "do not move the parameters"),
        (REMEMBERS, "forward", "an answer is remembered"),
    ],
)
def test_a_network_that_does_not_do_its_work_in_the_call_is_refused(
    code: str, phase: str, reason: str, tmp_path: Path
) -> None:
    assert reason in _refusal(tmp_path, "dense", code, phase)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (WRITES_TO_ITS_INPUT, "changes its input"),
        (KNOWS_ITS_ARGUMENT, "WrongResultError"),
        (OVERFLOWS, "not finite"),
    ],
)
def test_a_function_that_is_right_only_once_or_for_small_numbers_is_refused(
    code: str, reason: str, tmp_path: Path
) -> None:
    assert reason in _refusal(tmp_path, "activations", code, "activation", "")


@pytest.mark.parametrize("phase", ["forward", "backward", "update", "train_step"])
def test_the_honest_folder_is_timed(phase: str, tmp_path: Path) -> None:
    assert _refusal(tmp_path, "dense", "", phase) == ""


def test_a_folder_whose_name_cannot_stand_in_a_cell_is_refused(tmp_path: Path) -> None:
    shutil.copytree(impls.load("numpy_vectorized").folder, tmp_path / "fast layers")
    with pytest.raises(LookupError, match="letters, digits and underscores"):
        impls.load(str(tmp_path / "fast layers"))
