"""Classifiers of scikit-learn, each with as many settings to choose from as any other.

Networks are scikit-learn's too, so that all learners share scaling, stopping and interface. They
are trained by L-BFGS, which needs no learning rate: three trials then go to the penalty, as with
every other learner.
"""

import warnings
from collections.abc import Callable
from typing import Any, NamedTuple

from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler
from sklearn.svm import SVC, LinearSVC

from propbench.impls.contract import Array

Model = Any
"""scikit-learn has no types."""

_ITERATIONS = 100
_PENALTIES = (0.01, 1.0, 100.0)
"""Inverse strength, C, of the linear learners."""


class Learner(NamedTuple):
    """`make` builds a model from one of the `settings` and a seed."""

    settings: tuple[float, ...]
    make: Callable[[float, int], Model]


class Fitted(NamedTuple):
    model: Model
    converged: bool


def _logistic(c: float, seed: int) -> Model:  # noqa: ARG001
    return LogisticRegression(C=c, max_iter=_ITERATIONS)


def _quadratic(c: float, seed: int) -> Model:
    return make_pipeline(PolynomialFeatures(2), StandardScaler(), _logistic(c, seed))


def _linear_svm(c: float, seed: int) -> Model:
    return LinearSVC(C=c, random_state=seed)


def _rbf_svm(c: float, seed: int) -> Model:  # noqa: ARG001
    return SVC(C=c)


def _network(hidden: int) -> Learner:
    def make(alpha: float, seed: int) -> Model:
        return MLPClassifier(
            (hidden,), solver="lbfgs", alpha=alpha, max_iter=_ITERATIONS, random_state=seed
        )

    return Learner((1e-4, 1e-2, 1.0), make)


LINEAR = {
    "logistic": Learner(_PENALTIES, _logistic),
    "quadratic_logistic": Learner(_PENALTIES, _quadratic),
    "linear_svm": Learner(_PENALTIES, _linear_svm),
}
"""Linear in their features; of quadratic_logistic these are products of two as well."""

KERNEL = {"rbf_svm": Learner((1.0, 10.0, 100.0), _rbf_svm)}
NETWORKS = {f"network_{hidden}": _network(hidden) for hidden in (16, 64, 256)}
"""By their hidden units."""

LEARNERS = LINEAR | KERNEL | NETWORKS
TRADITIONAL = (*LINEAR, *KERNEL)
LARGEST = tuple(NETWORKS)[-1]


def fitted(learner: Learner, setting: float, seed: int, x: Array, y: Array) -> Fitted:
    """A model of x (m, n_features), y (m,), and whether its solver said that it converged."""
    model = make_pipeline(StandardScaler(), learner.make(setting, seed))
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always", ConvergenceWarning)
        model.fit(x, y)
    gave_up = [one for one in said if issubclass(one.category, ConvergenceWarning)]
    for one in said:
        if one not in gave_up:
            warnings.warn_explicit(one.message, one.category, one.filename, one.lineno)
    return Fitted(model, converged=not gave_up)
