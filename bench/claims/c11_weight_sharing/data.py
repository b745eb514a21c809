"""Digits in a field of zeros: as they come, anywhere in an image, or late in a sequence of rows.

Every draw parts the 1 797 digits anew: those to learn from, those by which learning rates are
chosen, and those that report. Pixels are centred one by one and divided by one common scale, both
of the digits that are learnt.
"""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from propbench.bench import datasets
from propbench.impls.contract import Array

SIDE, N_CLASSES = 8, 10
"""Rows and columns of a digit; digits there are."""
MOST, _CHOOSE = 1_000, 297
"""Examples that may be learnt, and those that choose; the 500 that are left report."""

Place = tuple[int, int]
"""Rows and columns of zeros above and left of a digit."""


class Examples(NamedTuple):
    """x (height width, m) by rows, and the digits (m,)."""

    x: Array
    digits: NDArray[np.int64]


class Draw(NamedTuple):
    """Examples to learn from, to choose by and to report."""

    learn: Examples
    choose: Examples
    report: Examples


@dataclass(frozen=True)
class Field:
    """Where digits lie in height x width zeros: at any of `learnt`, each as likely, and where the
    error is counted at any of `judged`. `shuffled` pixels have one order a draw, the same for all
    its images."""

    height: int
    width: int
    learnt: tuple[Place, ...]
    judged: tuple[Place, ...]
    shuffled: bool = False

    def draw(self, n: int, seed: int) -> Draw:
        """The first n examples to learn from, and all others."""
        generator = np.random.default_rng((seed, 11))
        pixels, digits = _table()
        order = generator.permutation(len(digits))
        who = np.split(order, [MOST, MOST + _CHOOSE])
        places = (self.learnt, self.judged, self.judged)
        parts = [
            self._placed(pixels[own], at, generator) for own, at in zip(who, places, strict=True)
        ]
        mean, scale = parts[0][:, :n].mean(axis=1, keepdims=True), parts[0][:, :n].std()
        pixel = generator.permutation(len(mean)) if self.shuffled else slice(None)
        x = [((part - mean) / scale)[pixel] for part in parts]
        learn, *others = (Examples(a, digits[own]) for a, own in zip(x, who, strict=True))
        return Draw(Examples(learn.x[:, :n], learn.digits[:n]), *others)

    def _placed(
        self, pixels: Array, places: tuple[Place, ...], generator: np.random.Generator
    ) -> Array:
        """(n, 64) to (height width, n)."""
        field = np.zeros((self.height, self.width, len(pixels)))
        chosen = generator.integers(len(places), size=len(pixels))
        for index, (row, column) in enumerate(places):
            own = np.flatnonzero(chosen == index)
            images = pixels[own].T.reshape(SIDE, SIDE, -1)
            field[row : row + SIDE, column : column + SIDE, own] = images
        return field.reshape(-1, len(pixels))


@cache
def _table() -> datasets.Table:
    return datasets.digits()
