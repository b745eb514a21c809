"""Which matrices the products of a network have, and which products a phase is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import prod

from propbench.impls.contract import Array

Product = tuple[str, Array, Array, Array]
"""Name, left, right, and the buffer for left @ right."""

Parts = Mapping[str, list[Array]]
"""Matrices of a block of examples by the word for them; examples are the last axis."""


@dataclass(frozen=True)
class Layer:
    """Weights (n_out, n_in) that an example meets so many `times`."""

    n_out: int
    n_in: int
    times: int = 1

    @property
    def multiply_adds(self) -> int:
        """Of an example, forward."""
        return self.n_out * self.n_in * self.times


@dataclass(frozen=True)
class Shapes:
    """What the products of a network read and write, in its shapes without the examples.

    `others` are weights that its products take besides those of the layers. `kept` says, by phase,
    which parts every block has for itself, since they have to outlast the phase or were there
    before it; the others are shared, and stay in cache.
    """

    layers: tuple[Layer, ...]
    parts: Mapping[str, tuple[tuple[int, ...], ...]]
    kept: Mapping[str, tuple[str, ...]]
    forward: Callable[[list[Array], Parts], list[Product]]
    """(weights, parts)."""
    backward: Callable[[list[Array], list[Array], Parts], list[Product]]
    """(weights, their gradients, parts)."""
    others: tuple[tuple[int, int], ...] = ()

    @property
    def largest(self) -> int:
        """Multiply-adds of an example in the largest product, which a weight gradient is."""
        return max(layer.multiply_adds for layer in self.layers)

    @property
    def weights(self) -> list[tuple[int, int]]:
        """Shapes, those of the layers first."""
        return [*((layer.n_out, layer.n_in) for layer in self.layers), *self.others]

    def products(self, phase: str, w: list[Array], dw: list[Array], parts: Parts) -> list[Product]:
        """Of one block, in the order of their work."""
        forward = [] if phase == "backward" else self.forward(w, parts)
        return forward if phase == "forward" else [*forward, *self.backward(w, dw, parts)]


def narrowed(parts: Parts, columns: int) -> Parts:
    """The same memory with fewer examples."""
    return {word: [_narrowed(array, columns) for array in part] for word, part in parts.items()}


def _narrowed(array: Array, columns: int) -> Array:
    before = array.shape[:-1]
    return array.reshape(-1)[: prod(before) * columns].reshape(*before, columns)
