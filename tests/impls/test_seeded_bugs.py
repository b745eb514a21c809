"""The checks are checked: each bug, put into a copy of an implementation, must be found.

A bug is a file, a piece of it and what stands there instead; every one is a mistake that has been
made in a real library or is one keystroke away.
"""

import shutil
from pathlib import Path

import numpy as np
import pytest

from propbench import impls
from propbench.impls import Implementation
from propbench.impls.contract import ACTIVATIONS, DTYPES, OUTPUTS, TAIL_SAFE
from tests.impls import complex_step
from tests.impls.problems import assert_close, flat, gradients, problem, trained
from tests.impls.test_activations import Points, exact, ulps
from tests.impls.test_special_values import evaluated, rows

BUGS = [
    ("dense.py", "w @ state.a[-1] + b", "w @ state.a[-1]"),
    ("dense.py", "w @ state.a[-1] + b", "w @ state.x + b"),
    ("dense.py", "(state.w[layer].mT @ dz) * slopes", "(state.w[layer].mT @ dz)"),
    ("dense.py", "dz @ state.a[layer].mT", "-dz @ state.a[layer].mT"),
    ("dense.py", "dz.sum(axis=-1, keepdims=True)", "dz.mean(axis=-1, keepdims=True)"),
    ("dense.py", "state.z[layer - 1], state.a[layer],", "state.z[layer], state.a[layer],"),
    ("dense.py", "w - learning_rate * dw", "w + learning_rate * dw"),
    ("dense.py", "b - learning_rate * db", "b - learning_rate * learning_rate * db"),
    ("outputs.py", "(p - y) / y.shape[-1]", "(p - y)"),
    ("outputs.py", "(p - y) / y.shape[-1]", "(p - y) / y.size"),
    ("outputs.py", "(p - y) / y.shape[-1]", "(y - p) / y.shape[-1]"),
    ("outputs.py", "dz * p * (1 - p)", "dz * (1 - p)"),
    ("outputs.py", "e / e.sum(axis=-2, keepdims=True)", "e / e.sum()"),
    ("activations.py", "return a * (1 - a)", "return a * (1 + a)"),
    ("activations.py", "return a * (1 - a)", "return z * (1 - z)"),
    ("activations.py", "return 1 - a * a", "return 1 - a"),
    ("activations.py", "1 / (1 + np.exp(-z))", "0.5 * (1 + np.tanh(z / 2))"),
    ("activations.py", "np.maximum(0, z)", "np.where(z > 0, z, 0).astype(z.dtype)"),
    ("activations.py", "np.maximum(0, z)", "z * (z > 0)"),
    ("activations.py", "np.maximum(slope * z, z)", "np.maximum(0.01 * z, z)"),
    ("activations.py", "np.maximum(np.sign(z), slope)", "np.where(z > 0, 1.0, slope)"),
    ("activations.py", "np.maximum(np.sign(z), slope)", "np.maximum(np.sign(z), 0)"),
    ("activations.py", "return np.sign(a)", "return (z >= 0).astype(z.dtype)"),
    ("activations.py", "e / (1 + e * (2 + e))", "np.exp(z) / (1 + np.exp(z)) ** 2"),
    ("activations.py", "return 4 * e / (1 + e * (2 + e))", "return 1 - np.tanh(z) ** 2"),
]

SIZES = (4, 5, 3, 2)


def copied(folder: Path) -> Path:
    source = Path(impls.__file__).parent / "numpy_vectorized"
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def check_network(implementation: Implementation) -> None:
    """Gradients and a training step, for every activation and output."""
    for activation in ACTIVATIONS:
        for output in OUTPUTS:
            given = problem(SIZES, activation, output, slope=0.2)
            start = flat(given.parameters)
            slopes = complex_step.gradient(given, start)
            assert_close(flat(gradients(implementation, given)), slopes, 1e-13)
            after = flat(trained(implementation, given, 0.5, 1))
            assert_close(after, start - 0.5 * slopes, 1e-13)


def check_elements(name: str) -> None:
    """The special values, and the bounds in ULP."""
    for dtype in DTYPES:
        for activation in ACTIVATIONS:
            z, a, slopes = rows(activation, dtype)
            got_a, got_slopes = evaluated(name, activation, z)
            np.testing.assert_array_equal(got_a, a, strict=True)
            np.testing.assert_array_equal(got_slopes, slopes, strict=True)
        for activation in TAIL_SAFE:
            got_a, got_slopes = evaluated(name, activation, Points(dtype).z, tail_safe=True)
            expected_a, expected_slopes = exact(activation, Points(dtype))
            normal = np.array([abs(e) >= np.finfo(dtype).tiny for e in expected_a])
            assert ulps(got_a, expected_a)[normal].max() <= 4
            assert ulps(got_slopes, expected_slopes).max() <= 4


def test_the_copy_without_a_bug_passes(tmp_path: Path) -> None:
    folder = copied(tmp_path / "mutant")
    check_network(impls.load(str(folder)))
    check_elements(str(folder))


@pytest.mark.parametrize(("file", "right", "wrong"), BUGS)
def test_a_seeded_bug_is_found(tmp_path: Path, file: str, right: str, wrong: str) -> None:
    folder = copied(tmp_path / "mutant")
    text = (folder / file).read_text("utf-8")
    assert right in text, "the bug no longer fits the implementation"
    (folder / file).write_text(text.replace(right, wrong, 1), "utf-8")
    with pytest.raises((AssertionError, ValueError, RuntimeWarning)):  # noqa: PT012
        check_network(impls.load(str(folder)))
        check_elements(str(folder))
