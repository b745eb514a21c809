"""What loops, NumPy and Numba really cost for forward and backward propagation, measured here."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from propbench.reports.own_network.command import time

__version__ = "0.1.0"
__all__ = ["__version__", "time"]


def __getattr__(name: str) -> Any:
    """What Python programs ask of this package, imported when it is asked for: the command's help
    and every worker need none of it."""
    if name != "time":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from propbench.reports.own_network.command import time

    return time
