"""What loops, NumPy and Numba really cost for forward and backward propagation, measured here."""

from pkgutil import resolve_name
from typing import Any

__version__ = "0.1.0"

_FUNCTIONS = {
    "train": "propbench.reports.own_training.command:train",
}
"""What `import propbench` offers by name; it is imported when it is first asked for."""


def __getattr__(name: str) -> Any:
    if name not in _FUNCTIONS:
        raise AttributeError(f"module 'propbench' has no attribute {name!r}")
    return resolve_name(_FUNCTIONS[name])


def __dir__() -> list[str]:
    return [*globals(), *_FUNCTIONS]
