"""What networks are trained on: numbers and classes out of a user's table, or a plain refusal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.api import types

from propbench.bench.exits import UsageError
from propbench.bench.own_training.table import DataError, some
from propbench.bench.training.planes import Data
from propbench.impls.contract import Array

FEWEST_EXAMPLES, FEWEST_OF_A_CLASS = 20, 5

TRAINED_SHARE = 0.8
"""Of the examples: each seed draws others, so that intervals tell for more than one choice."""

_MISSING = frozenset({"", "na", "n/a", "nan", "null", "?"})
"""Not "none", which is a class of some data."""
_SHORTEST_SPREAD = 1e-9
"""Of a column's largest value: below it, what differs is rounding."""


@dataclass(frozen=True, eq=False)
class Examples:
    """x (n_features, n) as in the table, y (1, n) of two classes or one-hot (n_classes, n)."""

    x: Array
    y: Array
    label: str
    features: tuple[str, ...]
    constant: tuple[str, ...]
    """Columns that were left out, because they have one value."""
    classes: Mapping[str, int]
    """How many examples each has, in the order of the rows of y; of two, the second is 1."""

    def draw(self, m: int, seed: int) -> Data:
        """m examples of a seed's own choice, each feature centred and scaled to a standard
        deviation of 1 over these."""
        chosen = np.random.default_rng((seed, m)).permutation(self.x.shape[1])[:m]
        x = self.x[:, chosen]
        x -= x.mean(axis=1, keepdims=True)
        spread = x.std(axis=1, keepdims=True)
        x /= np.where(spread > 0, spread, 1.0)
        return x, self.y[:, chosen]


def examples(table: pd.DataFrame, label: str, drop: Sequence[str] = ()) -> Examples:
    """Features and classes. Raises UsageError on a column that is not there, and DataError, naming
    columns and rows, on what is not finite numbers or has too few examples."""
    names = table.columns.tolist()
    for option, wanted in (("label", [label]), ("drop", drop)):
        absent = [name for name in wanted if name not in names]
        if absent:
            raise UsageError(f"{option}: no column {absent[0]!r}; there are {some(names)}")
    y, classes = _classes(table[label])
    features = [name for name in names if name != label and name not in drop]
    if not features:
        raise DataError(f"there is no column to learn {label!r} from")
    x = _numbers(table[features])
    spread, largest = np.ptp(x, axis=1), np.abs(x).max(axis=1)
    varies = spread > _SHORTEST_SPREAD * largest
    if not varies.any():
        raise DataError(f"no column but {label!r} has more than one value")
    kept, constant = (
        tuple(np.array(features, object)[which].tolist()) for which in (varies, ~varies)
    )
    return Examples(x[varies], y, label, kept, constant, classes)


def _numbers(columns: pd.DataFrame) -> Array:
    """(n_columns, n), float64."""
    missing = {name: _is_missing(column) for name, column in columns.items()}
    numbers = {name: _as_numbers(column) for name, column in columns.items()}
    words = {str(name): numbers[name].isna() & ~missing[name] for name in columns}
    if any(rows.any() for rows in words.values()):
        wrong = [name for name, rows in words.items() if rows.any()]
        raise DataError(
            f"not numbers: {_places(columns, words)}; "
            f"write them as numbers, or leave them out with --drop {some(wrong).replace(', ', ',')}"
        )
    if any(rows.any() for rows in missing.values()):
        places = [f"{name} ({rows.sum()})" for name, rows in missing.items() if rows.any()]
        raise DataError(f"values are missing: {some(places)}; fill them in, or leave out rows")
    large = {str(name): ~np.isfinite(column) for name, column in numbers.items()}
    if any(rows.any() for rows in large.values()):
        raise DataError(f"not finite: {_places(columns, large)}")
    x = np.array([column.to_numpy(np.float64) for column in numbers.values()])
    with np.errstate(over="ignore"):
        sizes = np.square(x).sum(axis=1)
    if not np.isfinite(sizes).all():
        where = columns.columns[~np.isfinite(sizes)][0]
        raise DataError(f"column {where!r} has numbers too large to be squared")
    return x


def _as_numbers(column: "pd.Series") -> "pd.Series":
    """NaN where a cell is no number, or is missing."""
    if types.is_numeric_dtype(column) and not types.is_complex_dtype(column):
        return pd.Series(column.to_numpy(np.float64, na_value=np.nan))
    return pd.to_numeric(column.astype(str), errors="coerce").astype(np.float64)


def _is_missing(column: "pd.Series") -> "pd.Series":
    if types.is_numeric_dtype(column):
        return column.isna()
    return column.isna() | column.astype(str).str.strip().str.lower().isin(_MISSING)


def _places(columns: pd.DataFrame, wrong: Mapping[str, "pd.Series"]) -> str:
    """Each column with its first wrong cell; rows count from 1, after the header."""
    first = {name: int(rows.to_numpy().argmax()) for name, rows in wrong.items() if rows.any()}
    return some(
        [
            f"{name} ({columns[name].iloc[row]!s:.20} in row {row + 1})"
            for name, row in first.items()
        ]
    )


def _classes(labels: "pd.Series") -> tuple[Array, dict[str, int]]:
    """y, and the number of examples of each class by its name."""
    if len(labels) < FEWEST_EXAMPLES:
        raise DataError(f"got {len(labels)} examples, expected at least {FEWEST_EXAMPLES}")
    missing = _is_missing(labels)
    if missing.any():
        raise DataError(f"the label {labels.name!r} has missing values ({missing.sum()})")
    words, numbers = labels.astype(str).str.strip(), _as_numbers(labels)
    if numbers.notna().all():
        words = numbers.map("{:.15g}".format)
        order = words[numbers.argsort()].unique().tolist()
    else:
        order = sorted(words.unique())
    counted = words.value_counts()
    counts = {name: int(counted[name]) for name in order}
    _check_classes(str(labels.name), counts)
    y = np.array([words == name for name in order], np.float64)
    return (y[1:] if len(order) == 2 else y), counts


def _check_classes(label: str, counts: Mapping[str, int]) -> None:
    if len(counts) < 2:
        raise DataError(f"the label {label!r} has one class only: {some([*counts])}")
    if len(counts) * FEWEST_OF_A_CLASS > sum(counts.values()):
        raise DataError(
            f"the label {label!r} has {len(counts)} different values in {sum(counts.values())} "
            "examples, expected a few classes"
        )
    rare = [f"{name} ({n})" for name, n in counts.items() if n < FEWEST_OF_A_CLASS]
    if rare:
        raise DataError(
            f"classes with fewer than {FEWEST_OF_A_CLASS} examples: {some(rare)}; "
            "leave them out, or join them"
        )
