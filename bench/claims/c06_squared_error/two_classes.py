"""Two classes to tell apart with one unit: real data, some training labels flipped, a fair goal.

The goal is an error, the only thing that losses of different kinds have in common: within one
point of the lowest training error that either convex method reaches, logistic regression with a
slight penalty and least squares. Neither is fitted by gradient descent, so the goal favours no
arm's step; it does not depend on any arm's tuning either.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression, RidgeClassifier

from propbench.bench import problems
from propbench.bench.claims.c06_squared_error.single_unit import CROSS_ENTROPY, LINEAR, with_bias
from propbench.impls.contract import Array

TASKS = (
    "cancer",
    "digits_even",
    "digits_3_8",
    "digits_high",
    "digits_1_8",
    "digits_4_9",
    "digits_5_9",
    "digits_8_9",
)
"""digits_high are those from 5 on; two digits are told apart from each other."""

NOISE = (0.0, 0.2)
"""Shares of the training labels that are flipped; labels held out stay clean."""

STARTS = ("zero", "saturated_wrong")
"""Small random weights would be the zero start once more: no score of theirs leaves 0."""
SATURATED_Z = 10.0
"""Median size of the score of a saturated start: sigmoid's slope there is 0.00005."""

_N_TRAIN, _TRAIN_SHARE = 400, 0.7
_ONE_POINT = 0.01


@dataclass(frozen=True)
class TwoClasses:
    """x (n_features, m) with a row of ones, y (1, m); goals are shares of wrong examples.

    `own_goals` are within one point of each convex loss's own best fit. `right` (n_features,) is
    logistic regression's solution: a wrong start points away from it.
    """

    x: Array
    y: Array
    x_clean: Array
    y_clean: Array
    goal: float
    own_goals: Mapping[str, float]
    right: Array


def two_classes(task: str, noise: float, seed: int) -> TwoClasses:
    """A task's split, flips and goal; the seed fixes split and flips."""
    x, y = _examples(task, seed)
    x = with_bias(x)
    n = min(_N_TRAIN, int(_TRAIN_SHARE * x.shape[1]))
    flips = np.random.default_rng((seed, TASKS.index(task))).uniform(size=n) < noise
    labels = np.where(flips, 1 - y[:, :n], y[:, :n])
    logistic = LogisticRegression(max_iter=1_000, fit_intercept=False)
    squares = RidgeClassifier(alpha=1e-6, fit_intercept=False)
    goals = {
        loss: 1 - float(model.fit(x[:, :n].T, labels[0]).score(x[:, :n].T, labels[0])) + _ONE_POINT
        for loss, model in ((CROSS_ENTROPY, logistic), (LINEAR, squares))
    }
    right = logistic.coef_[0]
    return TwoClasses(x[:, :n], labels, x[:, n:], y[:, n:], min(goals.values()), goals, right)


def start(name: str, data: TwoClasses) -> Array:
    """First weights (n_features,), by a name of STARTS."""
    if name == "zero":
        return np.zeros_like(data.right)
    scaled: Array = -SATURATED_Z / np.median(np.abs(data.right @ data.x)) * data.right
    return scaled


def _examples(task: str, seed: int) -> tuple[Array, Array]:
    """All examples of a task in the order of the seed, x (n_features, m) and y (1, m)."""
    if task == "cancer":
        return problems.dataset("breast_cancer", 569, seed)
    if task == "digits_even":
        return problems.dataset("digits_even", 1_797, seed)
    x, classes = problems.dataset("digits_classes", 1_797, seed)
    if task == "digits_high":
        return x, classes[5:].sum(axis=0, keepdims=True)
    lower, upper = map(int, task.split("_")[1:])
    chosen = classes[lower] + classes[upper] > 0
    return x[:, chosen], classes[[upper]][:, chosen]
