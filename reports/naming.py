"""How an implementation is called where a person reads: after its folder, in words."""

_PACKAGES = {
    "python": "Python",
    "numpy": "NumPy",
    "numba": "Numba",
    "scipy": "SciPy",
    "torch": "PyTorch",
    "jax": "JAX",
}

LEAGUES = {"idiomatic": "as in a textbook", "tuned": "tuned by a specialist"}
"""Leagues as written in a heading."""


def package(implementation: str) -> str:
    """What it is written with, by the first word of its folder; else the folder."""
    folder, _, _ = implementation.partition(":")
    return _PACKAGES.get(folder.partition("_")[0], folder)


def named(implementation: str) -> str:
    """`numba_fused:serial` is "Numba fused, serial"; of no known package, the folder."""
    folder, _, configuration = implementation.partition(":")
    first, _, rest = folder.partition("_")
    name = f"{_PACKAGES[first]} {rest.replace('_', ' ')}" if first in _PACKAGES else folder
    return f"{name.strip()}, {configuration}" if configuration else name.strip()
