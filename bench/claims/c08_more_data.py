"""C8: do traditional algorithms stop improving as data grows, while larger networks go on?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

import sklearn
from threadpoolctl import threadpool_limits

from propbench.bench.claims.evidence import Evidence
from propbench.bench.claims.experiments.curve_parts import (
    Curves,
    ahead_cells,
    budget_cells,
    crossover_words,
    curve_words,
    curves_of,
    early_words,
    part,
    rows,
    seconds_of,
)
from propbench.bench.claims.experiments.learners import (
    KERNEL,
    LARGEST,
    LEARNERS,
    LINEAR,
    NETWORKS,
    TRADITIONAL,
)
from propbench.bench.claims.experiments.learning_curves import SOURCES, curve, fit_seconds
from propbench.bench.claims.experiments.plateaus import improves, stops
from propbench.bench.claims.registration import Forecast, Part, Registration
from propbench.bench.claims.words import by_level
from propbench.bench.convergence.races import Race
from propbench.bench.results import Observation

REGISTRATION = Registration(
    id="C8",
    title="Only larger networks go on improving with more data",
    taught=(
        "Traditional algorithms (SVM, logistic regression) stop improving as data grows; larger "
        "networks keep improving with more labelled data."
    ),
    rule=(
        "A curve has stopped where ten times the examples lower the error by a factor whose 95 % "
        "interval includes 1 or lies below 1.25, and the interval of gamma in error = alpha "
        "n^beta + gamma excludes the best possible error (0 on synthetic data, taken as 0 on real "
        "data); it goes on where that interval lies above 1.25. Supported: at least 80 % of the "
        "linear learners' and of the kernel machine's curves have stopped and none goes on, the "
        "networks of 64 and 256 units go on, and the largest makes fewer errors than every "
        "traditional learner by more than 1.25 times, at the most examples and at equal seconds."
    ),
    forecast=Forecast(
        "Linear models stop where they are misspecified and go on where they are not; the "
        "kernel machine goes on; larger networks go on, and are ahead only beyond some number of "
        "examples. It depends on the data set.",
        {"supported": 0.05, "not supported": 0.1, "depends": 0.8, "inconclusive": 0.05},
    ),
)

_BEST_ERROR = 0.0
_LARGER = tuple(NETWORKS)[-2:]
_BUDGETS_S = (0.01, 0.1, 1.0)
"""Seconds of one fit, at which learners are compared."""


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
    "full": _Size(tuple(SOURCES), tuple(LEARNERS), 8_192, 10),
}


def races(profile: str) -> tuple[Race, ...]:  # noqa: ARG001
    """Nothing here counts iterations."""
    return ()


def measure(profile: str) -> Iterable[Observation]:
    # One thread, because the rounding of a product depends on their number.
    with threadpool_limits(1):
        return list(_measured(_SIZES[profile]))


def _measured(size: _Size) -> Iterator[Observation]:
    yield _observation("made_with", {"scikit_learn": sklearn.__version__}, 1.0)
    for data, learner in product(size.data, size.learners):
        for point in curve(data, learner, _ns(data, size), size.n_draws):
            where: dict[str, str | int | float] = {"data": data, "learner": learner, "n": point.n}
            yield _observation("not_converged", where, point.not_converged)
            yield _observation("setting", where, point.setting)
            for draw, error in enumerate(point.errors):
                yield _observation("error", {**where, "draw": draw}, float(error))


def measure_here(profile: str) -> Iterable[Observation]:
    size = _SIZES[profile]
    with threadpool_limits(1):
        return [
            _observation(
                "fit_s", {"data": data, "learner": learner, "n": n}, fit_seconds(data, learner, n)
            )
            for data, learner in product(size.data, size.learners)
            for n in _ns(data, size)
        ]


def _ns(data: str, size: _Size) -> tuple[int, ...]:
    return tuple(n for n in SOURCES[data].sizes if n <= size.largest)


def _observation(quantity: str, factors: dict[str, str | int | float], value: float) -> Observation:
    return Observation(claim=REGISTRATION.id, quantity=quantity, factors=factors, value=value)


def judge(evidence: Evidence) -> tuple[Part, ...]:
    curves = curves_of(evidence.values("error"))
    return (
        _stopped("linear", "Do linear learners stop improving?", curves, tuple(LINEAR)),
        _stopped(
            "kernel", "Does the SVM with a radial kernel stop improving?", curves, tuple(KERNEL)
        ),
        _going(evidence, curves),
        part(
            REGISTRATION,
            "ahead",
            "At the most examples, does the largest network make fewer errors than all others?",
            ahead_cells(curves, LARGEST, TRADITIONAL),
            lambda cells: (
                f"Errors of the best traditional learner over its own: {by_level(cells, 'data')}. "
                f"{crossover_words(curves, LARGEST, TRADITIONAL)}"
            ),
        ),
        _at_equal_seconds(evidence, curves),
    )


def _stopped(id_: str, question: str, curves: Curves, learners: tuple[str, ...]) -> Part:
    cells = [
        stops(one, {"data": data, "learner": learner}, _BEST_ERROR)
        for (data, learner), one in curves.items()
        if learner in learners
    ]
    words = curve_words(curves, learners)
    return part(REGISTRATION, id_, question, cells, lambda _: words, rows(curves, learners))


def _going(evidence: Evidence, curves: Curves) -> Part:
    cells = [
        improves(one, {"data": data, "learner": learner})
        for (data, learner), one in curves.items()
        if learner in _LARGER
    ]
    return part(
        REGISTRATION,
        "networks",
        "Do larger networks keep improving?",
        cells,
        lambda kept: (
            "Ten times the examples lower the error, over the last decade and as geometric "
            f"means, {by_level(kept, 'data')}. {curve_words(curves, _LARGER)} "
            f"{early_words(evidence.values('not_converged'), tuple(NETWORKS))}"
        ),
        rows(curves, tuple(NETWORKS)),
    )


def _at_equal_seconds(evidence: Evidence, curves: Curves) -> Part:
    spent = seconds_of(evidence.values("fit_s"))
    cells = [
        cell
        for budget_s in _BUDGETS_S
        for cell in budget_cells(curves, spent, LARGEST, TRADITIONAL, budget_s)
    ]
    return part(
        REGISTRATION,
        "seconds",
        "At equal seconds of fitting, does the largest network make fewer errors?",
        cells,
        lambda kept: (
            "Errors of the best traditional learner over its own, each at its best size that is "
            f"fitted in time: {by_level(kept, 'seconds') or 'it was never fitted in time'}."
        ),
    )
