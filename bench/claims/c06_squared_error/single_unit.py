"""One unit without a hidden layer, trained on one of three losses: slopes, curvature, descent.

Many units are trained at once, one a row of w (n_units, n_features); x (n_features, m) and y
(1, m) are shared, so that all scores are one matrix product. A bias is a weight on a row of ones.
Outputs and losses are those of the contract; z is a unit's score before its output. A unit that
diverges overflows, which is an outcome here and no accident.
"""

import numpy as np
from scipy.optimize import minimize

from propbench.bench.training.variants import outputs as formulas
from propbench.impls.contract import Array

CROSS_ENTROPY, SQUARED, LINEAR = (
    "sigmoid_cross_entropy",
    "sigmoid_squared_error",
    "linear_squared_error",
)
LOSSES = (CROSS_ENTROPY, SQUARED, LINEAR)

_PROMISE = 1e-10
"""A Newton step that lowers the loss by less has nowhere to go."""


def with_bias(x: Array) -> Array:
    """x with a row of ones below it."""
    return np.vstack([x, np.ones((1, x.shape[1]))])


def descend(output: str, w: Array, rates: Array, x: Array, y: Array, steps: int) -> Array:
    """w (n_units, n_features) after full-batch gradient descent, each at its rate (n_units,)."""
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(steps):
            w = _stepped(output, w, w @ x, rates, x, y)
    return w


def arrivals(
    output: str, w: Array, rates: Array, x: Array, y: Array, target: float, budget: int
) -> Array:
    """Iterations of each unit until its share of wrong examples meets the target.

    It counts when two consecutive iterations meet it, and is the first of them; the budget stands
    for units that do not arrive. Units that have arrived or left the finite numbers are dropped.
    """
    times = np.full(len(w), float(budget))
    running, met_before = np.arange(len(w)), np.zeros(len(w), bool)
    with np.errstate(over="ignore", invalid="ignore"):
        for step in range(budget + 1):
            z = w @ x
            met = wrong(output, z, y) <= target
            arrived = met & met_before
            times[running[arrived]] = step - 1
            stays = ~arrived & np.isfinite(z[:, 0])
            if not stays.any():
                break
            if not stays.all():
                running, w, z = running[stays], w[stays], z[stays]
            met_before = met[stays]
            w = _stepped(output, w, z, rates[running], x, y)
    return times


def wrong(output: str, z: Array, y: Array) -> Array:
    """Share of the examples whose score (n_units, m) is on the wrong side, of each unit."""
    boundary = 0.5 if output == LINEAR else 0.0
    missed = ((z > boundary) != (y > 0.5)) | ~np.isfinite(z)
    share: Array = missed.mean(axis=1)
    return share


def loss(output: str, w: Array, x: Array, y: Array) -> float:
    """Mean loss of one unit, w (n_features,)."""
    return float(_losses(output, (w @ x)[None], y)[0])


def predictions(output: str, w: Array, x: Array, y: Array) -> tuple[float, Array]:
    """Mean loss and outputs (m,) of one unit."""
    return loss(output, w, x, y), formulas.outputs(output, w @ x)


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


def is_minimum(output: str, w: Array, x: Array, y: Array) -> bool:
    """Whether a strict minimum lies at w, as near as the loss can tell.

    The curvature must be positive in every direction, and a last Newton step promise next to
    nothing; unlike a gradient's length, that does not depend on the features' scales.
    """
    slope, curvature = gradient(output, w, x, y), hessian(output, w, x, y)
    if np.linalg.eigvalsh(curvature)[0] <= 0:
        return False
    return bool(slope @ np.linalg.solve(curvature, slope) < _PROMISE)


def _stepped(output: str, w: Array, z: Array, rates: Array, x: Array, y: Array) -> Array:
    stepped: Array = w - rates[:, None] * (_slopes(output, z, y) @ x.T)
    return stepped


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
