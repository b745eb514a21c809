"""One unit without a hidden layer, trained on one of three losses: slopes, curvature, descent.

Many units are trained at once, one a row of w (n_units, n_features); x (n_features, m) and y
(1, m) are shared, so that all scores are one matrix product. A bias is a weight on a row of ones.
Outputs and losses are those of the contract; z is a unit's score before its output.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from threadpoolctl import threadpool_limits

from impls.contract import Array
from impls.numpy_vectorized import outputs as formulas

CROSS_ENTROPY, SQUARED, LINEAR = (
    "sigmoid_cross_entropy",
    "sigmoid_squared_error",
    "linear_squared_error",
)
LOSSES = (CROSS_ENTROPY, SQUARED, LINEAR)


@dataclass(frozen=True)
class Descent:
    """Row t of `errors` and `losses` (steps + 1, n_units) is after t steps; `w` after the last.

    An error is the share of training examples on the wrong side; scores that are not finite are
    on the wrong side.
    """

    errors: Array
    losses: Array
    w: Array


def with_bias(x: Array) -> Array:
    """x with a row of ones below it."""
    return np.vstack([x, np.ones((1, x.shape[1]))])


def descend(output: str, w: Array, rates: Array, x: Array, y: Array, steps: int) -> Descent:
    """Full-batch gradient descent of every unit at its own rate (n_units,)."""
    errors, losses = np.empty((steps + 1, len(w))), np.empty((steps + 1, len(w)))
    # One thread, because the rounding depends on their number. A unit that diverges overflows.
    with threadpool_limits(1), np.errstate(over="ignore", invalid="ignore"):
        for step in range(steps + 1):
            z = w @ x
            errors[step], losses[step] = wrong(output, z, y), _losses(output, z, y)
            if step < steps:
                w = w - rates[:, None] * (_slopes(output, z, y) @ x.T)
    return Descent(errors, losses, w)


def wrong(output: str, z: Array, y: Array) -> Array:
    """Share of the examples whose score (n_units, m) is on the wrong side, of each unit."""
    boundary = 0.5 if output == LINEAR else 0.0
    missed = ((z > boundary) != (y > 0.5)) | ~np.isfinite(z)
    share: Array = missed.mean(axis=1)
    return share


def loss(output: str, w: Array, x: Array, y: Array) -> float:
    """Mean loss of one unit, w (n_features,)."""
    return float(_losses(output, (w @ x)[None], y)[0])


def gradient(output: str, w: Array, x: Array, y: Array) -> Array:
    """Derivative of the mean loss of one unit, (n_features,)."""
    slope: Array = (_slopes(output, (w @ x)[None], y) @ x.T)[0]
    return slope


def hessian(output: str, w: Array, x: Array, y: Array) -> Array:
    """Second derivative of the mean loss of one unit, (n_features, n_features); exact."""
    z = (w @ x)[None]
    p = formulas.outputs(output, z)
    bends = _bends(output, p, y)[0] / y.shape[1]
    return (x * bends) @ x.T


def smallest_curvature(output: str, w: Array, x: Array, y: Array) -> float:
    """Smallest eigenvalue of the Hessian: negative only where the loss is not convex."""
    return float(np.linalg.eigvalsh(hessian(output, w, x, y))[0])


def settle(output: str, w: Array, x: Array, y: Array) -> Array:
    """Where a trust-region Newton method (Conn et al. 2000) comes to rest from w (n_features,).

    It follows negative curvature, so that it does not rest on a saddle.
    """
    with threadpool_limits(1):
        found = minimize(
            lambda v: loss(output, v, x, y),
            w,
            jac=lambda v: gradient(output, v, x, y),
            hess=lambda v: hessian(output, v, x, y),
            method="trust-exact",
            options={"gtol": 1e-10, "maxiter": 500},
        )
    rest: Array = found.x
    return rest


def _slopes(output: str, z: Array, y: Array) -> Array:
    """Derivative of the mean loss by each score, (n_units, m)."""
    slopes: Array = formulas.output_gradient(output, formulas.outputs(output, z), y)
    return slopes


def _losses(output: str, z: Array, y: Array) -> Array:
    """Mean loss of each unit."""
    stacked = z[:, None, :]
    return formulas.mean_loss(output, stacked, formulas.outputs(output, stacked), y)


def _bends(output: str, p: Array, y: Array) -> Array:
    """Second derivative of each example's loss by its score.

    With squared error, p (1 - p) ((p (1 - p)) + (p - y) (1 - 2 p)): negative wherever the unit is
    wrong by enough.
    """
    if output == LINEAR:
        return np.ones_like(p)
    slope = p * (1 - p)
    if output == CROSS_ENTROPY:
        return slope
    bend: Array = slope * (slope + (p - y) * (1 - 2 * p))
    return bend


def is_minimum(output: str, w: Array, x: Array, y: Array) -> bool:
    """Whether a strict minimum lies at w, as near as the loss can tell.

    The curvature must be positive in every direction, and a last Newton step promise next to
    nothing; unlike a gradient's length, that does not depend on the features' scales.
    """
    slope, curvature = gradient(output, w, x, y), hessian(output, w, x, y)
    if np.linalg.eigvalsh(curvature)[0] <= 0:
        return False
    return bool(slope @ np.linalg.solve(curvature, slope) < _PROMISE)


_PROMISE = 1e-10
"""Of a Newton step, in units of the loss."""
