"""How often Numba compiles in this process: a sample in which it did is void."""

from typing import Any

from numba.core import event


class Compilations(event.Listener):
    """Counts compilations from the moment it is made."""

    def __init__(self) -> None:
        self.count = 0
        event.register("numba:compile", self)  # type: ignore[no-untyped-call]

    def on_start(self, event: Any) -> None:  # noqa: ARG002
        self.count += 1

    def on_end(self, event: Any) -> None:
        """Counted when it began."""
