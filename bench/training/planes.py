"""Seeded data of two features and two classes, every boundary of another shape.

x (2, m) has features of about unit size, y (1, m) labels of 0 and 1. Classes are of one size, on
average, and hardly overlap, so that a network can become as sure of them as a target asks.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from propbench.impls.contract import Array

Data = tuple[Array, Array]

XOR_SPREAD = 0.2
"""Standard deviation of a cloud: one example in three million lies on the wrong side."""
_MOONS_NOISE = 0.1
_RING_SPREAD = 0.1
_SPIRAL_TURNS, _SPIRAL_SPREAD = 0.75, 0.03
_STRIPES = 4
_CHECKS = 2
_GAP = 0.1
"""Share of a cell's width, at each of its edges, that examples keep away from."""


def xor(m: int, seed: int) -> Data:
    """Four normal clouds at (+-1, +-1); the label is whether the signs differ."""
    generator = np.random.default_rng((seed, m, 2))
    signs = generator.integers(0, 2, (2, m))
    x = 2.0 * signs - 1 + XOR_SPREAD * generator.standard_normal((2, m))
    return x, _labels(signs[0] != signs[1])


def moons(m: int, seed: int) -> Data:
    """Two interleaved half-circles, centred and scaled to a standard deviation of one."""
    # Imported here because it takes a second, which processes that only draw should not pay.
    from sklearn.datasets import make_moons

    x, y = make_moons(m, noise=_MOONS_NOISE, random_state=seed)
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    return np.ascontiguousarray(x.T), _labels(y)


def circles(m: int, seed: int) -> Data:
    """A cloud and the ring around it."""
    generator = _generator(seed, 3)
    outer = generator.integers(0, 2, m)
    radius = 0.5 + outer + _RING_SPREAD * generator.standard_normal(m)
    return _polar(radius, generator.uniform(0, 2 * np.pi, m)), _labels(outer)


def ellipse(m: int, seed: int) -> Data:
    """A slanted ellipse and what is around it, with a gap between."""
    generator = _generator(seed, 4)
    outer = generator.integers(0, 2, m)
    inner = np.sqrt(generator.uniform(0, 0.8, m))
    radius = np.where(outer, generator.uniform(1.15, 1.9, m), inner)
    long, short = _polar(radius, generator.uniform(0, 2 * np.pi, m)) * [[1.2], [0.6]]
    return np.stack([long + short, long - short]) / np.sqrt(2), _labels(outer)


def spirals(m: int, seed: int) -> Data:
    """Two arms, three quarters of a turn each."""
    generator = _generator(seed, 5)
    arm = generator.integers(0, 2, m)
    along = generator.uniform(0.1, 1, m)
    angle = 2 * np.pi * _SPIRAL_TURNS * along + np.pi * arm
    x = _polar(1.8 * along, angle) + _SPIRAL_SPREAD * generator.standard_normal((2, m))
    return x, _labels(arm)


def stripes(m: int, seed: int) -> Data:
    """Parallel bands of alternating labels, slanted."""
    generator = _generator(seed, 6)
    band = generator.integers(0, _STRIPES, m)
    across = (band + generator.uniform(_GAP, 1 - _GAP, m)) * 3.4 / _STRIPES - 1.7
    along = generator.uniform(-1.7, 1.7, m)
    return np.stack([across + along, across - along]) / np.sqrt(2), _labels(band % 2)


def checkerboard(m: int, seed: int) -> Data:
    """Square cells of alternating labels, filled up to a gap between them."""
    generator = _generator(seed, 7)
    cell = generator.integers(0, _CHECKS, (2, m))
    x = (cell + generator.uniform(_GAP, 1 - _GAP, (2, m))) * 3.4 / _CHECKS - 1.7
    return x, _labels(cell.sum(axis=0) % 2)


def sine(m: int, seed: int) -> Data:
    """What lies above a sine wave, and what lies below."""
    generator = _generator(seed, 8)
    above = generator.integers(0, 2, m)
    along = generator.uniform(-1.7, 1.7, m)
    off = (2 * above - 1) * generator.uniform(0.1, 1.2, m)
    return np.stack([along, 0.8 * np.sin(np.pi * along) + off]), _labels(above)


def _generator(seed: int, shape: int) -> np.random.Generator:
    return np.random.default_rng((seed, shape))


def _polar(radius: Array, angle: Array) -> Array:
    return radius * np.stack([np.cos(angle), np.sin(angle)])


def _labels(y: NDArray[Any]) -> Array:
    return y.astype(np.float64)[None]
