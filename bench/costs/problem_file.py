"""A dense problem in a file, for processes that must not pay for making it."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from propbench.impls.contract import Array, Network

Given = tuple[Network, dict[str, Array], Array, Array]
"""The arguments of `prepare`."""


def save(given: Given, path: Path) -> None:
    """Write the arrays by name, and every field of the network beside them."""
    network, parameters, x, y = given
    arrays: dict[str, Any] = {**parameters, "x": x, "y": y}
    arrays["network"] = np.array(json.dumps(asdict(network)))
    with path.open("wb") as file:
        np.savez(file, **arrays)


def load(path: Path) -> Given:
    """What was saved."""
    with np.load(path, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    fields = json.loads(str(arrays.pop("network")))
    network = Network(**{**fields, "sizes": tuple(fields["sizes"])})
    x, y = arrays.pop("x"), arrays.pop("y")
    return network, arrays, x, y
