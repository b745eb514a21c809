"""Gradient descent on batches of examples, for so many updates; and the errors on fresh ones."""

import numpy as np

from propbench.bench.claims.c11_weight_sharing.data import N_CLASSES, Draw, Examples
from propbench.bench.claims.c11_weight_sharing.learners import Learner
from propbench.bench.training.parameters import Parameters
from propbench.impls.contract import Array

UPDATES, BATCH = 600, 50


def trained(learner: Learner, draw: Draw, rate: float, seed: int) -> Parameters:
    """Parameters after all updates; batches go through the examples in a new order each time."""
    generator = np.random.default_rng((seed, 12))
    parameters, n = learner.start(generator), draw.learn.x.shape[1]
    y, done = np.eye(N_CLASSES)[:, draw.learn.digits], 0
    # A rate that is too large overflows; that is an outcome here, not an accident.
    with np.errstate(over="ignore", invalid="ignore"):
        while done < UPDATES:
            order = generator.permutation(n)
            for start in range(0, min(n, BATCH * (UPDATES - done)), BATCH):
                own = order[start : start + BATCH]
                slopes = gradients(learner, parameters, draw.learn.x[:, own], y[:, own])
                parameters = _updated(parameters, slopes, rate)
                done += 1
    return parameters


def error(learner: Learner, parameters: Parameters, examples: Examples) -> float:
    """Share of wrong answers, half an example added so that it has a logarithm."""
    with np.errstate(over="ignore", invalid="ignore"):
        scores, _ = learner.forward(learner.network, parameters, examples.x)
    # A network that diverged answers 0 for everything.
    wrong = int(np.sum(np.nan_to_num(scores).argmax(axis=0) != examples.digits))
    return (wrong + 0.5) / (len(examples.digits) + 1)


def gradients(learner: Learner, parameters: Parameters, x: Array, y: Array) -> Parameters:
    """Of the mean cross-entropy, for x (n_features, m) and y (n_outputs, m)."""
    scores, kept = learner.forward(learner.network, parameters, x)
    shares = np.exp(scores - scores.max(axis=0))
    dz = (shares / shares.sum(axis=0) - y) / x.shape[1]
    return learner.backward(learner.network, parameters, kept, dz)


def _updated(parameters: Parameters, slopes: Parameters, rate: float) -> Parameters:
    w, b = (
        tuple(value - rate * slope for value, slope in zip(own, other, strict=True))
        for own, other in ((parameters.w, slopes.w), (parameters.b, slopes.b))
    )
    return Parameters(w, b)
