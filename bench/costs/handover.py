"""A problem in a file, for processes that must not pay for making it."""

from pathlib import Path
from typing import Any

import numpy as np

from propbench.impls.contract import Array, Network, Parameters

Given = tuple[Network, Parameters, Array, Array]
"""The arguments of `prepare`."""


def save(given: Given, path: Path) -> None:
    """Write the arrays, and the network's own words beside them."""
    network, parameters, x, y = given
    arrays: dict[str, Any] = {"x": x, "y": y, "sizes": np.array(network.sizes)}
    arrays["words"] = np.array([network.activation, network.output])
    arrays |= {f"w{i}": w for i, w in enumerate(parameters.w)}
    arrays |= {f"b{i}": b for i, b in enumerate(parameters.b)}
    with path.open("wb") as file:
        np.savez(file, **arrays)


def load(path: Path) -> Given:
    """What was saved."""
    with np.load(path, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    activation, output = (str(word) for word in arrays["words"])
    network = Network(tuple(int(n) for n in arrays["sizes"]), activation, output)
    layers = range(len(network.shapes))
    w, b = (tuple(arrays[f"{kind}{i}"] for i in layers) for kind in "wb")
    return network, Parameters(w, b), arrays["x"], arrays["y"]
