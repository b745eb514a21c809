"""Error on fresh examples as a function of how many were learnt from.

Of every data set a draw gives examples to learn from, to choose settings by, and to test on; the
first n of a draw's training examples are those of every smaller n. Real digits come from thirteen
writers who are on both sides of a random split, so that errors on new writers would be larger.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from time import perf_counter
from typing import NamedTuple

import numpy as np

from propbench.bench import problems
from propbench.bench.claims.c08_more_data.learners import LEARNERS, Learner, fitted
from propbench.impls.contract import Array

_TUNING_DRAWS = (1_000, 1_001)
"""Settings are chosen on draws of their own; reporting draws count from 0."""


_FITS, _LONG_S = 5, 0.3
"""Timed fits, and seconds from which on one is enough."""


class Draw(NamedTuple):
    """x (m, n_features) and y (m,), as scikit-learn wants them; `learn` is the largest n."""

    learn: tuple[Array, Array]
    choose: tuple[Array, Array]
    test: tuple[Array, Array]


class Source(NamedTuple):
    """Where examples come from, and the training sizes of its curve in rising order."""

    draw: Callable[[int], Draw]
    sizes: tuple[int, ...]


class Point(NamedTuple):
    """Errors (n_draws,) of a learner after n examples, at the setting chosen for that n."""

    n: int
    setting: float
    errors: Array
    not_converged: float


def _real(
    name: str, n: int, n_learn: int, n_choose: int, label: Callable[[Array], Array]
) -> Callable[[int], Draw]:
    """All n examples of a data set; `label` makes one (m,) of its labels (n_out, m)."""

    def draw(seed: int) -> Draw:
        x, y = problems.dataset(name, n, seed)
        cuts = [n_learn, n_learn + n_choose]
        return Draw(*zip(np.split(x.T, cuts), np.split(label(y), cuts), strict=True))

    return draw


def _digits(name: str, label: Callable[[Array], Array]) -> Source:
    sizes = (32, 64, 128, 256, 512, 1_024)
    return Source(_real(name, 1_797, sizes[-1], 256, label), sizes)


_FEATURES = 8
_CHOOSE, _TEST = 1_000, 4_000


def _synthetic(score: Callable[[Array], Array]) -> Source:
    """Normal features; the label is the sign of a score that is balanced on them, without noise.

    Up to as many examples as the solver of large networks settles on within its iterations.
    """
    sizes = (32, 128, 512, 2_048)

    def draw(seed: int) -> Draw:
        x = np.random.default_rng((seed, _FEATURES)).standard_normal(
            (sizes[-1] + _CHOOSE + _TEST, _FEATURES)
        )
        cuts = [sizes[-1], sizes[-1] + _CHOOSE]
        return Draw(
            *zip(np.split(x, cuts), np.split((score(x) > 0).astype(float), cuts), strict=True)
        )

    return Source(draw, sizes)


def _teacher(units: int) -> Source:
    """A seeded network of rectified units, less the median of its output."""
    generator = np.random.default_rng((8, units))
    w = generator.standard_normal((_FEATURES, units))
    v = generator.standard_normal(units)
    reference = np.maximum(generator.standard_normal((20_000, _FEATURES)) @ w, 0) @ v
    median = np.median(reference)
    return _synthetic(lambda x: np.maximum(x @ w, 0) @ v - median)


def _plane(x: Array) -> Array:
    """A seeded linear score."""
    score: Array = x @ np.random.default_rng(9).standard_normal(_FEATURES)
    return score


SOURCES = {
    "cancer": Source(_real("breast_cancer", 569, 256, 150, lambda y: y[0]), (32, 64, 128, 256)),
    "digits": _digits("digits_classes", lambda y: y.argmax(axis=0)),
    "digits_even": _digits("digits_even", lambda y: y[0]),
    "digits_high": _digits("digits_classes", lambda y: y[5:].sum(axis=0)),
    **{f"teacher_{units}": _teacher(units) for units in (4, 8, 16, 64)},
    "plane": _synthetic(_plane),
}
"""Structured, unstructured, what no linear model can represent, and what every one can."""

CONTROL = "plane"
"""Every linear learner represents it, so that it tests the experiment and not the claim."""


CONTROL = "plane"
"""What every linear learner represents: a control, on which no question hangs."""


def curve(data: str, learner: str, sizes: tuple[int, ...], n_draws: int) -> Iterator[Point]:
    """The learning curve of a learner, on one thread."""
    one = LEARNERS[learner]
    for n in sizes:
        setting = _chosen(data, one, n)
        pairs = [_error(data, one, setting, n, seed) for seed in range(n_draws)]
        errors, converged = zip(*pairs, strict=True)
        yield Point(n, setting, np.array(errors), 1 - float(np.mean(converged)))


def fit_seconds(data: str, learner: str, n: int) -> Iterator[float]:
    """Seconds of one fit at the middle setting, several times, after one that warms the caches.

    A fit that takes long is timed once: what disturbs it is small beside it.
    """
    classifier, (x, y) = LEARNERS[learner], _drawn(data, 0).learn
    for repeat in range(1 + _FITS):
        begun = perf_counter()
        fitted(classifier, classifier.settings[1], 0, x[:n], y[:n])
        spent = perf_counter() - begun
        if repeat or spent > _LONG_S:
            yield spent
        if spent > _LONG_S:
            return


def _chosen(data: str, learner: Learner, n: int) -> float:
    """The setting of the best mean score over the tuning draws; the first of equal ones."""
    return max(learner.settings, key=lambda setting: _score(data, learner, setting, n))


def _score(data: str, learner: Learner, setting: float, n: int) -> float:
    scores = []
    for seed in _TUNING_DRAWS:
        draw = _drawn(data, seed)
        x, y = (part[:n] for part in draw.learn)
        scores.append(fitted(learner, setting, seed, x, y).model.score(*draw.choose))
    return float(np.mean(scores))


def _error(data: str, learner: Learner, setting: float, n: int, seed: int) -> tuple[float, bool]:
    """Share of wrong answers, half an example added so that it has a logarithm; and convergence."""
    draw = _drawn(data, seed)
    x, y = (part[:n] for part in draw.learn)
    found = fitted(learner, setting, seed, x, y)
    n_test = len(draw.test[1])
    wrong = n_test * (1 - float(found.model.score(*draw.test)))
    return (wrong + 0.5) / (n_test + 1), found.converged


@lru_cache(maxsize=16)
def _drawn(data: str, seed: int) -> Draw:
    return SOURCES[data].draw(seed)
