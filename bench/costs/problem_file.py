"""The problem of a network in a file, for processes that must not pay for making it."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from propbench.impls import contract
from propbench.impls.contract import Array
from propbench.impls.door import AnyNetwork

Given = tuple[AnyNetwork, dict[str, Array], Array, Array]
"""The arguments of `prepare`."""


def save(given: Given, path: Path) -> None:
    """Write the arrays by name, and every field of the network beside them."""
    network, parameters, x, y = given
    arrays: dict[str, Any] = {**parameters, "x": x, "y": y}
    arrays["network"] = np.array(json.dumps([type(network).__name__, vars(network)]))
    with path.open("wb") as file:
        np.savez(file, **arrays)


def load(path: Path) -> Given:
    """What was saved."""
    with np.load(path, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    kind, fields = json.loads(str(arrays.pop("network")))
    network = getattr(contract, kind)(**{name: _frozen(value) for name, value in fields.items()})
    x, y = arrays.pop("x"), arrays.pop("y")
    return network, arrays, x, y


def _frozen(value: Any) -> Any:
    """Lists are tuples in a network, which JSON does not have."""
    return tuple(value) if isinstance(value, list) else value
