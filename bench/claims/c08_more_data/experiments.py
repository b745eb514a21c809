"""C8: learning curves, and the seconds of a fit."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import sklearn
from threadpoolctl import threadpool_limits

from propbench.bench.claims.c08_more_data.learners import LEARNERS
from propbench.bench.claims.c08_more_data.learning_curves import SOURCES, curve, fit_seconds
from propbench.bench.claims.referee.registration import Factors, Measurement


@dataclass(frozen=True)
class _Size:
    """What a profile measures; `largest` limits the examples learnt from."""

    data: tuple[str, ...]
    learners: tuple[str, ...]
    largest: int
    n_draws: int


_SIZES = {
    "quick": _Size(("digits",), ("logistic", "network_16"), 64, 3),
    "standard": _Size(("cancer", "digits"), tuple(LEARNERS), 128, 3),
    "full": _Size(tuple(SOURCES), tuple(LEARNERS), 2_048, 10),
}


def measure(profile: str) -> Iterator[Measurement]:
    size = _SIZES[profile]
    yield Measurement("made_with", {"scikit_learn": sklearn.__version__}, 1.0)
    for data, learner in product(size.data, size.learners):
        for point in curve(data, learner, _ns(data, size), size.n_draws):
            where: Factors = {"data": data, "learner": learner, "n": point.n}
            yield Measurement("not_converged", where, point.not_converged)
            yield Measurement("setting", where, point.setting)
            for draw, error in enumerate(point.errors):
                yield Measurement("error", {**where, "draw": draw}, float(error))


def measure_here(profile: str) -> Iterator[Measurement]:
    size = _SIZES[profile]
    with threadpool_limits(1):
        for data, learner in product(size.data, size.learners):
            for n in _ns(data, size):
                where = {"data": data, "learner": learner, "n": n}
                for repeat, spent in enumerate(fit_seconds(data, learner, n)):
                    yield Measurement("fit_s", {**where, "repeat": repeat}, spent)


def _ns(data: str, size: _Size) -> tuple[int, ...]:
    return tuple(n for n in SOURCES[data].sizes if n <= size.largest)
