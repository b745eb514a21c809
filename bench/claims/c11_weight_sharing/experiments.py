"""C11: the errors of every learner on fresh examples, after few examples and after many."""

from collections.abc import Iterator
from functools import partial
from itertools import product

import numpy as np

from propbench.bench.claims.c11_weight_sharing.data import Draw, Field
from propbench.bench.claims.c11_weight_sharing.learners import Learner
from propbench.bench.claims.c11_weight_sharing.settings import FEW, MANY, SETTINGS
from propbench.bench.claims.c11_weight_sharing.training import error, trained
from propbench.bench.claims.c11_weight_sharing.tuning import REPORTING, best_rate
from propbench.bench.claims.referee.registration import Factors, Measurement


def measure(profile: str) -> Iterator[Measurement]:
    """In the full tier alone: it takes a quarter of an hour, and no machine decides it."""
    if profile != "full":
        return
    for n, (data, setting) in product((FEW, MANY), SETTINGS.items()):
        for name, learner in setting.learners.items():
            yield from _measured(learner, setting.field, n, {"data": data, "n": n, "learner": name})


def _measured(learner: Learner, field: Field, n: int, where: Factors) -> Iterator[Measurement]:
    rate, tried = best_rate(partial(_chosen_by, learner, field, n), learner.grid)
    for each, mean in tried.items():
        yield Measurement("tuning_error", {**where, "rate": each}, mean)
    left = []
    for seed in REPORTING:
        draw = field.draw(n, seed)
        parameters = trained(learner, draw, rate, seed)
        left.append(error(learner, parameters, draw.learn))
        yield Measurement("error", {**where, "seed": seed}, error(learner, parameters, draw.report))
    yield Measurement("rate", where, rate)
    yield Measurement("error_on_learnt", where, float(np.mean(left)))


def _chosen_by(learner: Learner, field: Field, n: int, rate: float, seed: int) -> float:
    draw: Draw = field.draw(n, seed)
    return error(learner, trained(learner, draw, rate, seed), draw.choose)
