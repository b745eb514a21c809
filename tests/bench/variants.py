"""Small seeded problems for the tests of variants, and the gradients that training shows."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from propbench.bench.training.parameters import Parameters, received
from propbench.bench.training.variants import (
    BatchNormalised,
    LearnedNorms,
    LearnedSlopes,
    Variant,
    train_many,
)
from propbench.impls.contract import Array, Network
from tests.impls.problems import problem

Vector = NDArray[np.float64]
SLOPES = (0.25, -0.4)


@dataclass(frozen=True)
class Problem:
    """A network, where it begins, and its examples."""

    network: Network
    parameters: Parameters
    x: Array
    y: Array


def given(activation: str = "tanh", output: str = "sigmoid_cross_entropy") -> Problem:
    """Two hidden layers; slope 0.25."""
    one = problem((3, 5, 4, 2), activation, output, m=7, slope=0.25)
    return Problem(one.network, received(one.parameters), one.x, one.y)


def start(one: Problem, variant: Variant) -> Parameters:
    """The problem's parameters, with what else is learned, away from where it begins."""
    if isinstance(variant, BatchNormalised):
        draw, hidden = np.random.default_rng(0), one.parameters.b[:-1]
        gains, offsets = (tuple(draw.normal(1, 0.5, b.shape) for b in hidden) for _ in range(2))
        return LearnedNorms(one.parameters.w, one.parameters.b, gains, offsets)
    if not variant.learn_slope:
        return one.parameters
    return LearnedSlopes(one.parameters.w, one.parameters.b, SLOPES)


def vector(parameters: Parameters) -> Vector:
    """All parameters in one vector: w, b, then slopes, or gains and offsets."""
    slopes = parameters.slopes if isinstance(parameters, LearnedSlopes) else ()
    return np.concatenate([*(part.ravel() for part in _arrays(parameters)), slopes])


def moved(like: Parameters, at: Vector) -> Parameters:
    """The inverse of `vector`."""
    taken, arrays = 0, []
    for part in _arrays(like):
        arrays.append(at[taken : taken + part.size].reshape(part.shape))
        taken += part.size
    n = len(like.w)
    w, b, others = tuple(arrays[:n]), tuple(arrays[n : 2 * n]), tuple(arrays[2 * n :])
    if isinstance(like, LearnedNorms):
        return LearnedNorms(w, b, others[: n - 1], others[n - 1 :])
    return LearnedSlopes(w, b, tuple(at[taken:])) if taken < at.size else Parameters(w, b)


def _arrays(parameters: Parameters) -> tuple[Array, ...]:
    both = (*parameters.w, *parameters.b)
    if isinstance(parameters, LearnedNorms):
        return (*both, *parameters.gains, *parameters.offsets)
    return both


def used_gradient(one: Problem, variant: Variant) -> Parameters:
    """What one step at learning rate 1 takes away from the parameters."""
    before = start(one, variant)
    _, after = train_many(one.network, [before], one.x, one.y, np.ones(1), 1, variant)
    return moved(before, vector(before) - vector(after[0]))


def losses_at(one: Problem, variant: Variant, points: list[Vector]) -> Array:
    """The loss at each point, (n_points,)."""
    networks = [moved(start(one, variant), point) for point in points]
    rates = np.zeros(len(points))
    return train_many(one.network, networks, one.x, one.y, rates, 1, variant)[0][0]


def finite_differences(one: Problem, variant: Variant) -> Vector:
    """Central differences of the loss in every parameter."""
    at, step = vector(start(one, variant)), 1e-5
    shifts = step * np.eye(at.size)
    above = losses_at(one, variant, [at + shift for shift in shifts])
    below = losses_at(one, variant, [at - shift for shift in shifts])
    return (above - below) / (2 * step)
