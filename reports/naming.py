"""How implementations, leagues, networks and cells are called where a person reads."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from propbench.bench.cases import CEILING
from propbench.bench.numbers import count

_PACKAGES = {
    "python": "Python",
    "numpy": "NumPy",
    "numba": "Numba",
    "scipy": "SciPy",
    "torch": "PyTorch",
    "jax": "JAX",
}

_OTHERS = {"ceiling": "limit"}
"""What is timed beside the implementations, where a person reads of it."""

LEAGUES = {"idiomatic": "as in a textbook", "tuned": "tuned by a specialist"}
"""Leagues as written in a heading."""


_FILES = {
    "activations.py": "code for activations alone",
    "conv.py": "code for convolutional networks",
    "dense.py": "code for dense networks",
    "primitives.py": "code for the course's demonstrations",
    "recurrent.py": "code for recurrent networks",
}
"""What an implementation does in a file that another may lack."""
_WORK = re.compile(r"(?<= does not offer )\w+")

_NETWORKS = {"conv": "convolutional", "rnn": "recurrent", "lstm": "LSTM"}
_PARTS = {"depth": "hidden layers", "width": "hidden units"}


def network_named(network: str) -> str:
    """`depth_3` is "3 hidden layers", `conv` "convolutional"; any other as it is called."""
    part, _, n = network.partition("_")
    return f"{n} {_PARTS[part]}" if part in _PARTS else _NETWORKS.get(network, network)


def or_limit(name: str) -> str:
    """An implementation as `named`, or the machine's limit."""
    return "the machine\u2019s limit" if name == CEILING else named(name)


def package(implementation: str) -> str:
    """What it is written with, by the first word of its folder; else the folder."""
    folder, _, _ = implementation.partition(":")
    return _PACKAGES.get(folder.partition("_")[0], folder)


def cell_in_words(row: Mapping[str, Any]) -> str:
    """A cell of the run by its columns; what is usual is left out."""
    network, activation = network_named(str(row["network"])), str(row["activation"])
    where = [named(str(row["implementation"])), f"{network} network" * bool(network)]
    where.append(f"{activation}" * (activation not in ("", "relu")))
    where += [str(row["phase"]).replace("train_", "training ").replace("_", " ")]
    where += [f"m = {count(int(row['m']))}", str(row["dtype"]) * (row["dtype"] != "float64")]
    where.append("all cores" * (row["division"] == "open"))
    return ", ".join(filter(None, where))


def named(implementation: str) -> str:
    """`numba_fused:serial` is "Numba fused, serial"; of no known package, the folder."""
    folder, _, configuration = implementation.partition(":")
    first, _, rest = folder.partition("_")
    name = (
        f"{_PACKAGES[first]} {rest.replace('_', ' ')}"
        if first in _PACKAGES
        else _OTHERS.get(folder, folder)
    )
    return f"{name.strip()}, {configuration}" if configuration else name.strip()


def names_in(words: str, implementations: Iterable[str]) -> str:
    """The same words, with these implementations as they are called here."""
    for name in implementations:
        words = words.replace(name, named(name))
    return words


def reason_named(implementation: str, reason: str) -> str:
    """Why it has no time, as the run gave it: its name, files and work as they are called here."""
    words = names_in(reason, [implementation])
    for file, work in _FILES.items():
        words = words.replace(file, work)
    return _WORK.sub(lambda found: found[0].replace("_", " "), words)
