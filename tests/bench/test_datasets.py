"""The bundled data: the arrays of scikit-learn's loaders, without its import."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_digits

from propbench.bench import datasets


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [(datasets.breast_cancer, load_breast_cancer), (datasets.digits, load_digits)],
    ids=["breast_cancer", "digits"],
)
def test_arrays_are_those_of_scikit_learn_in_bits_and_layout(
    ours: Callable[[], datasets.Table], theirs: Callable[[], Any]
) -> None:
    features, classes = ours()
    bunch = theirs()
    assert features.tobytes() == bunch.data.tobytes()
    assert features.strides == bunch.data.strides
    np.testing.assert_array_equal(classes, bunch.target)


def test_a_problem_is_made_without_importing_scikit_learn_or_pandas() -> None:
    script = (
        "import sys; from bench.problems import dataset; dataset('breast_cancer', 4, 0);"
        "dataset('digits_even', 4, 0); print(*({'sklearn', 'pandas'} & {*sys.modules}))"
    )
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (shown.stdout.strip(), shown.returncode) == ("", 0), shown.stderr
