"""Real data, read from the files that scikit-learn brings, without importing scikit-learn.

Importing it takes one to two seconds, because it imports pandas; every measuring process would
pay that for one small table. The arrays are bit by bit those of scikit-learn's own loaders.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Table = tuple[NDArray[np.float64], NDArray[np.int64]]


def breast_cancer() -> Table:
    """Features (569, 30) and classes (569,): 0 malignant, 1 benign."""
    table = np.loadtxt(_file("breast_cancer.csv"), delimiter=",", skiprows=1)
    return table[:, :-1].copy(), table[:, -1].astype(np.int64)


def digits() -> Table:
    """Pixels (1797, 64), 0 to 16, and classes (1797,), the digits 0 to 9."""
    table = np.loadtxt(_file("digits.csv.gz"), delimiter=",")
    # A view, as in scikit-learn: the order in which a mean is summed depends on the layout.
    return table[:, :-1], table[:, -1].astype(np.int64)


@dataclass(frozen=True)
class Dataset:
    """A table, and the labels (n_out, n_examples) that a network learns from its classes."""

    table: Callable[[], Table]
    labels: Callable[[NDArray[np.int64]], NDArray[np.float64]]
    unequal_scales: bool = False
    """Whether its features have different units."""


DATASETS = {
    "digits_even": Dataset(digits, lambda digit: (digit % 2 == 0)[None, :].astype(np.float64)),
    "digits_classes": Dataset(digits, lambda digit: np.eye(10)[digit].T.copy()),
    "breast_cancer": Dataset(
        breast_cancer, lambda benign: benign[None, :].astype(np.float64), unequal_scales=True
    ),
}
"""By the names that networks of the grid give."""


def _file(name: str) -> Path:
    """A data file of the installed scikit-learn."""
    package = find_spec("sklearn")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).parent / "datasets" / "data" / name
