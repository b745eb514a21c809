"""C6: does squared error work badly with gradient descent for logistic regression?

Losses of different kinds cannot share a loss target, so arms race to an error: to within one
point of the lowest training error that a convex fit reaches (`experiments/two_classes.py`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from threadpoolctl import threadpool_limits

from propbench.bench.claims.evidence import Evidence
from propbench.bench.claims.experiments import three_losses
from propbench.bench.claims.experiments.convexity import convexity
from propbench.bench.claims.experiments.loss_cells import Entrants, entrants, part, race_cells
from propbench.bench.claims.experiments.single_unit import CROSS_ENTROPY, LINEAR, LOSSES, SQUARED
from propbench.bench.claims.experiments.three_losses import BUDGET, QUANTITIES, Setting
from propbench.bench.claims.experiments.tuned import REPORTING_SEEDS
from propbench.bench.claims.experiments.two_classes import NOISE, STARTS, TASKS
from propbench.bench.claims.registration import Forecast, Part, Registration
from propbench.bench.convergence.races import Race
from propbench.bench.results import Observation

REGISTRATION = Registration(
    id="C6",
    title="Squared error works badly for logistic regression",
    taught=(
        "Squared error does not work well with gradient descent for logistic regression, because "
        "it is not convex; cross-entropy does."
    ),
    rule=(
        "Five questions, each by cells. Not convex: with squared error through a sigmoid the "
        "curvature is negative somewhere on a descent, or starts end in several minima, and "
        "neither with cross-entropy. Works badly, from zero or small weights, and from saturated "
        "weights of the wrong sign: more than 1.25 times the iterations of cross-entropy to within "
        "one point of the lowest training error of a convex fit, each at its own best learning "
        "rate, in at least 80 % of the cells (task, label noise, start) and fewer in none. Label "
        "noise: more than 1.25 times the errors on clean held-out labels. Without a sigmoid: more "
        "than 1.25 times the iterations, to that goal and to that of each loss's own best fit."
    ),
    forecast=Forecast(
        "Not convex: supported. From an ordinary start with a tuned learning rate: equal or "
        "moderately slower, so not supported or depending on the task; from saturated wrong "
        "weights far slower: supported. With flipped labels squared error may win. Least squares "
        "without a sigmoid is fine where its own fit is good enough. Altogether it depends.",
        {"supported": 0.05, "not supported": 0.03, "depends": 0.87, "inconclusive": 0.05},
    ),
)

_WELLS = 4
"""On each axis of the examples that are built to have many minima."""

_NOISY = ("cancer", 0.2)
"""Where minima of real examples are looked for: without flipped labels they lie at infinity, and
digits have so many features that a unit fits even those."""


Factors = dict[str, str | int | float]
Found = Iterator[Observation]


@dataclass(frozen=True)
class _Size:
    """What a profile runs: dimensions and starts of the search for minima, settings."""

    dimensions: tuple[int, ...]
    n_starts: int
    n_noisy_starts: int
    tasks: tuple[str, ...]
    noise: tuple[float, ...]
    starts: tuple[str, ...]
    losses: tuple[str, ...] = LOSSES
    n_quantities: int = len(QUANTITIES)


_CURVATURE_SEEDS = REPORTING_SEEDS[:5]
_SIZES = {
    "quick": _Size((1,), 6, 0, TASKS[:1], NOISE[:1], STARTS[:1], LOSSES[:2], 1),
    "standard": _Size((1, 2), 10, 3, TASKS[:1], NOISE[:2], STARTS[::2]),
    "full": _Size((1, 2, 3), 200, 200, TASKS, NOISE, STARTS),
}


def races(profile: str) -> tuple[Race, ...]:  # noqa: ARG001
    """Its arms share no loss, so they cannot race to one."""
    return ()


def measure(profile: str) -> Iterable[Observation]:
    # One thread, because the rounding of a product depends on their number.
    with threadpool_limits(1):
        return list(_measured(_SIZES[profile]))


def _measured(size: _Size) -> Found:
    yield from _minima(size)
    yield from _curvatures(size)
    for quantity in QUANTITIES[: size.n_quantities]:
        for settings in product(size.tasks, size.noise, size.starts):
            setting = Setting(*settings)
            for loss in _losses(quantity, setting.start, size.losses):
                yield from _runs(quantity, setting, loss)


def _losses(quantity: str, start: str, losses: tuple[str, ...]) -> Iterable[str]:
    """Only convex losses have a goal of their own; beside it and for errors one start is enough."""
    wanted = {
        "shared": LOSSES,
        "own": (CROSS_ENTROPY, LINEAR) if start == "zero" else (),
        "clean_error": (CROSS_ENTROPY, SQUARED) if start == "zero" else (),
    }[quantity]
    return [loss for loss in losses if loss in wanted]


def measure_here(profile: str) -> tuple[Observation, ...]:  # noqa: ARG001
    return ()


def _minima(size: _Size) -> Found:
    for d, loss in product(size.dimensions, size.losses):
        rest = three_losses.rest_of_construction(loss, d, _WELLS, size.n_starts)
        yield from _rest({"examples": f"built_{d}d", "loss": loss}, rest)
    for loss in size.losses if size.n_noisy_starts else ():
        rest = three_losses.rest_of_data(loss, *_NOISY, size.n_noisy_starts)
        yield from _rest({"examples": f"{_NOISY[0]}_noisy", "loss": loss}, rest)


def _rest(where: Factors, rest: three_losses.Rest) -> Found:
    where = {**where, "n_starts": rest.n}
    yield _observation("minima", where, rest.minima)
    yield _observation("no_minimum", where, rest.elsewhere)


def _curvatures(size: _Size) -> Found:
    for task, start, loss in product(size.tasks, size.starts, size.losses):
        setting = Setting(task, size.noise[0], start)
        share = three_losses.negative_share(setting, loss, _CURVATURE_SEEDS)
        where: Factors = {"examples": task, "start": start, "loss": loss}
        yield _observation("negative_curvature", where, share)


def _runs(quantity: str, setting: Setting, loss: str) -> Found:
    for runs in three_losses.RUNS[quantity](setting, loss):
        for rate, row in zip(runs.rates, runs.values, strict=True):
            for seed, value in zip(runs.seeds, row, strict=True):
                where = {**setting._asdict(), "loss": loss, "rate": float(rate), "seed": seed}
                yield _observation(quantity, where, float(value))


def _observation(quantity: str, factors: Factors, value: float) -> Observation:
    return Observation(claim=REGISTRATION.id, quantity=quantity, factors=factors, value=value)


def judge(evidence: Evidence) -> tuple[Part, ...]:
    shared, own, errors = (entrants(evidence.values(name)) for name in QUANTITIES)
    saturated = {key: one for key, one in shared.items() if key[0].start == "saturated_wrong"}
    ordinary = {key: one for key, one in shared.items() if key not in saturated}
    least_squares = (
        *race_cells(ordinary, LINEAR, BUDGET, {"goal": "shared"}),
        *race_cells(own, LINEAR, BUDGET, {"goal": "own"}),
    )
    return (
        convexity(evidence, REGISTRATION.share),
        _race_part("ordinary", "zero or small weights", ordinary),
        _race_part("saturated", "saturated weights of the wrong sign", saturated),
        part(
            REGISTRATION.share,
            "noise",
            "Through a sigmoid, does squared error make more errors on clean labels?",
            f"Errors on clean held-out labels after {BUDGET} iterations, squared error over "
            "cross-entropy, each at the rate that is best for it",
            race_cells(errors, SQUARED, 1.0, {}),
            "noise",
        ),
        part(
            REGISTRATION.share,
            "linear",
            "Does squared error without a sigmoid need more iterations than cross-entropy?",
            "Iterations of least squares over those of cross-entropy, to the error of the best "
            "fit of either (shared) and of each loss's own (own)",
            least_squares,
            "goal",
        ),
    )


def _race_part(id_: str, start: str, found: Entrants) -> Part:
    ask = "Through a sigmoid, does squared error need more iterations than cross-entropy"
    return part(
        REGISTRATION.share,
        id_,
        f"{ask} from {start}?",
        f"Iterations of squared error over those of cross-entropy, of at most {BUDGET}",
        race_cells(found, SQUARED, BUDGET, {}),
        "noise",
        found,
    )
