"""What the files of single functions offer: `activations.py`, `primitives.py` and `layout.py`."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from propbench.impls.contract.words import ActivationPair, Array


class Activations(Protocol):
    """What an `activations.py` offers, by the names of ACTIVATIONS and TAIL_SAFE in `words`."""

    ACTIVATIONS: Mapping[str, ActivationPair]
    TAIL_SAFE: Mapping[str, Callable[..., Any]]
    """Derivatives again, (z, a, slope) -> da/dz, that are right where a rounds to 0 or 1."""


class Primitives(Protocol):
    """What a `primitives.py` offers; a name that is not there is an empty cell."""

    PRIMITIVES: Mapping[str, Callable[..., Any]]
    """By the names of PRIMITIVES in `words`: dot (u, v) of two (1, n), affine (w, x, b), which is
    wT x + b, and add_* (matrix, smaller); the result is of rank two and native."""


class Layout(Protocol):
    """What a `layout.py` offers: arrays to and from the matrices that the last two work on."""

    def to_native(self, array: Array) -> Any:
        """A copy in native layout."""

    def to_numpy(self, native: Any) -> Array:
        """A copy that later work cannot change."""


class Waits(Protocol):
    """What a `layout.py` has besides where calls return before their result is there."""

    def wait(self, native: Any) -> Any:
        """Block until a result is ready, and give it back."""
