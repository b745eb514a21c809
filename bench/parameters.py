"""The parameters of a network, by the contract's names and layer by layer."""

from collections.abc import Iterable, Mapping
from typing import Self

from propbench.impls.contract import Array, layers, named


class Parameters(dict[str, Array]):
    """Weights and biases of every layer: the contract's dict, which also knows `w` and `b`.

    `w[l]` (n_out, n_in) is the entry "w<l>", and `b[l]` (n_out, 1) the entry "b<l>".
    """

    def __init__(self, w: Iterable[Array], b: Iterable[Array]) -> None:
        super().__init__(named("w", w) | named("b", b))

    @classmethod
    def of(cls, arrays: Mapping[str, Array]) -> Self:
        """From what an implementation's `read_parameters` gives."""
        return cls(layers(arrays, "w"), layers(arrays, "b"))

    @property
    def w(self) -> tuple[Array, ...]:
        return tuple(layers(self, "w"))

    @property
    def b(self) -> tuple[Array, ...]:
        return tuple(layers(self, "b"))
