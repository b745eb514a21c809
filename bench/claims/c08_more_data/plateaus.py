"""Does a learning curve still fall: its last decade, and error = alpha n^beta + gamma."""

import warnings
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import OptimizeWarning, curve_fit

from propbench.bench.claims.referee.comparison import ArmComparison, compared
from propbench.bench.statistics.intervals import t_quantile
from propbench.impls.contract import Array

_FEWEST_SIZES = 4
"""For three constants and something left to fit."""

_BETAS = np.linspace(-3, 0, 301)
_GAMMAS = 400
"""Steps from 0 to the smallest mean error, and as many beyond it as reach its tenfold noise."""

_SMALLEST_SPREAD = 1e-6
_LARGEST_RATIO = 1e9


class Curve(NamedTuple):
    """`sizes` (n_sizes,) in rising order; `errors` (n_sizes, n_draws), paired by draw."""

    sizes: Array
    errors: Array

    @property
    def means(self) -> Array:
        means: Array = self.errors.mean(axis=1)
        return means


class PowerLaw(NamedTuple):
    """`gamma` is where the error would end; its limits are of 95 %."""

    alpha: float
    beta: float
    gamma: float
    low: float
    high: float


def last_decade(curve: Curve) -> NDArray[np.intp]:
    """Places of the sizes within a factor of ten of the largest, at least three."""
    near = np.flatnonzero(curve.sizes >= curve.sizes[-1] / 10)
    return near if near.size >= 3 else np.arange(max(0, curve.sizes.size - 3), curve.sizes.size)


def improvement(curve: Curve) -> Array:
    """By what factor ten times the examples lowered the error of each draw (n_draws,).

    From the least-squares slope of the last decade, on logarithmic axes.
    """
    places = last_decade(curve)
    slopes, _ = np.polyfit(np.log10(curve.sizes[places]), np.log10(curve.errors[places]), 1)
    factor: Array = 10.0**-slopes
    return factor


def power_law(curve: Curve) -> PowerLaw | None:
    """Fitted to the mean errors, weighted by their standard errors; None where it cannot be.

    The limits are those of gamma's profile: what other alpha and beta cannot make up for. The
    linearised interval of a least-squares fit is far too narrow where curves fall slowly: with ten
    draws and beta = -0.07 it excluded the true gamma in up to 43 % of simulated curves, the
    profile's in 5 %.
    """
    n_sizes, n_draws = curve.errors.shape
    if n_sizes < _FEWEST_SIZES or n_draws < 2:
        return None
    spread = np.maximum(curve.errors.std(axis=1, ddof=1) / np.sqrt(n_draws), _SMALLEST_SPREAD)
    first, last = curve.means[0], curve.means[-1]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", OptimizeWarning)
            found, _ = curve_fit(
                lambda n, alpha, beta, gamma: alpha * (n / curve.sizes[0]) ** beta + gamma,
                curve.sizes,
                curve.means,
                p0=(first, -0.5, last / 2),
                sigma=spread,
                bounds=((0, _BETAS[0], 0), (np.inf, 0, 1)),
            )
    except RuntimeError:
        return None
    alpha, beta, gamma = found.tolist()
    low, high = _profile_limits(curve, spread, t_quantile(n_draws - 1))
    return PowerLaw(alpha * float(curve.sizes[0]) ** -beta, beta, gamma, low, high)


def _profile_limits(curve: Curve, spread: Array, quantile: float) -> tuple[float, float]:
    """The smallest and largest gamma that the best alpha and beta fit nearly as well as any.

    Student's quantile squared in place of chi-squared's, because the spread is estimated.
    """
    smallest = curve.means.min()
    gammas = np.append(
        np.linspace(0, smallest, _GAMMAS),
        np.linspace(smallest, smallest + 10 * spread.max(), _GAMMAS),
    )
    weights = spread**-2
    powers = (curve.sizes / curve.sizes[0]) ** _BETAS[:, np.newaxis]
    rest = curve.means - gammas[:, np.newaxis]
    along, own = (rest * weights) @ powers.T, powers**2 @ weights
    alpha = np.maximum(along / own, 0)
    misfit = (rest**2 @ weights)[:, np.newaxis] - 2 * alpha * along + alpha**2 * own
    profile = misfit.min(axis=1)
    near = gammas[profile <= profile.min() + quantile**2]
    return float(near[0]), float(near[-1])


def is_monotone(curve: Curve) -> bool:
    """Whether no mean is above an earlier one by more than two standard errors of their difference.

    Paired by draw; curves that rise are common among real learners (Viering and Loog 2023).
    """
    if curve.errors.shape[1] < 2:
        return bool((np.diff(curve.means) <= 0).all())
    rises = np.diff(curve.errors, axis=0)
    spread = rises.std(axis=1, ddof=1) / np.sqrt(rises.shape[1])
    return bool((rises.mean(axis=1) <= 2 * spread).all())


def improves(curve: Curve, factors: dict[str, str]) -> ArmComparison:
    """By what factor ten times the examples lower the error: above one where the curve falls."""
    return ratio_cell(improvement(curve), np.ones(curve.errors.shape[1]), factors)


def ratio_cell(slow: Array, fast: Array, factors: dict[str, str]) -> ArmComparison:
    """Two arms' values by draw (n_draws,), tuned already."""
    return compared(slow.astype(np.float64), fast.astype(np.float64), _LARGEST_RATIO, factors)


def crossover(challenger: Curve, others: list[Curve]) -> float | None:
    """The smallest size from which on the challenger's mean error is below that of all others."""
    best = np.min([other.means for other in others], axis=0)
    ahead = challenger.means < best
    behind = np.flatnonzero(~ahead)
    first = 0 if behind.size == 0 else int(behind[-1]) + 1
    return float(challenger.sizes[first]) if first < ahead.size else None
