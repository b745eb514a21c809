"""What loops, NumPy and Numba really cost for forward and backward propagation, measured here."""

from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from propbench.reports.own_network.command import time
    from propbench.reports.own_training.command import train
    from propbench.reports.read_back import read
    from propbench.reports.side_by_side.command import compare

__version__ = "0.1.0"
__all__ = ["__version__", "compare", "read", "time", "train"]

_FUNCTIONS = {
    "compare": "propbench.reports.side_by_side.command:compare",
    "read": "propbench.reports.read_back:read",
    "time": "propbench.reports.own_network.command:time",
    "train": "propbench.reports.own_training.command:train",
}


def __getattr__(name: str) -> Any:
    """What Python programs ask of this package, imported when it is asked for: the command's help
    and every worker need none of it."""
    if name not in _FUNCTIONS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return resolve_name(_FUNCTIONS[name])


def __dir__() -> list[str]:
    return __all__
