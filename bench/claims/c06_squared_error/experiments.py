"""C6: minima, curvature, and how soon and how right one unit is on each loss."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from propbench.bench.claims.c06_squared_error import three_losses
from propbench.bench.claims.c06_squared_error.single_unit import (
    CROSS_ENTROPY,
    LINEAR,
    SQUARED,
)
from propbench.bench.claims.c06_squared_error.three_losses import Setting
from propbench.bench.claims.c06_squared_error.two_classes import NOISE, STARTS, TASKS
from propbench.bench.claims.referee.registration import Factors, Measurement
from propbench.bench.claims.shared.tuned import measured
from propbench.bench.training.seeds import reporting_seeds

_WELLS = 4
"""On each axis of the examples that are built to have many minima."""

_NOISY = ("cancer", 0.2)
"""Where minima of real examples are looked for: without flipped labels they lie at infinity, and
digits have so many features that a unit fits even those."""


_THROUGH_SIGMOID = (CROSS_ENTROPY, SQUARED)
_CONVEX = (CROSS_ENTROPY, LINEAR)

_ARMS = {
    "shared": {"zero": _THROUGH_SIGMOID, "saturated_wrong": _THROUGH_SIGMOID},
    "own": {"zero": _CONVEX},
    "clean_error": {"zero": _THROUGH_SIGMOID},
}
"""Losses by quantity and start. Only convex losses have a goal of their own."""


@dataclass(frozen=True)
class _Size:
    """What a profile runs: dimensions and starts of the search for minima, settings."""

    dimensions: tuple[int, ...]
    n_starts: int
    n_noisy_starts: int
    tasks: tuple[str, ...]
    noise: tuple[float, ...]
    quantities: tuple[str, ...]


_CURVATURE_SEEDS = reporting_seeds(5)

_SIZES = {
    "quick": _Size((1,), 6, 0, TASKS[:1], NOISE[:1], ()),
    "standard": _Size((1, 2), 10, 3, TASKS[:1], NOISE[:1], ("shared",)),
    "full": _Size((1, 2, 3), 200, 100, TASKS, NOISE, tuple(_ARMS)),
}


def measure(profile: str) -> Iterator[Measurement]:
    size = _SIZES[profile]
    yield from _minima(size)
    yield from _curvatures(size)
    # All arms of one task and noise in a row, because they share their data.
    for task, noise, quantity in product(size.tasks, size.noise, size.quantities):
        for start, losses in _ARMS[quantity].items():
            setting = Setting(task, noise, start)
            for loss in losses:
                times = three_losses.RUNS[quantity](setting, loss)
                yield from measured({**setting._asdict(), "loss": loss}, times, quantity)


def _minima(size: _Size) -> Iterator[Measurement]:
    for d, loss in product(size.dimensions, _THROUGH_SIGMOID):
        rest = three_losses.rest_of_construction(loss, d, _WELLS, size.n_starts)
        yield from _rest({"examples": f"built_{d}d", "loss": loss}, rest)
    for loss in _THROUGH_SIGMOID if size.n_noisy_starts else ():
        rest = three_losses.rest_of_data(loss, *_NOISY, size.n_noisy_starts)
        yield from _rest({"examples": f"{_NOISY[0]}_noisy", "loss": loss}, rest)


def _rest(where: Factors, rest: three_losses.Rest) -> Iterator[Measurement]:
    where = {**where, "n_starts": rest.n}
    yield Measurement("minima", where, rest.minima)
    yield Measurement("no_minimum", where, rest.elsewhere)


def _curvatures(size: _Size) -> Iterator[Measurement]:
    for task, start, loss in product(size.tasks, STARTS, _THROUGH_SIGMOID):
        setting = Setting(task, size.noise[0], start)
        share = three_losses.negative_share(setting, loss, _CURVATURE_SEEDS)
        where = {"examples": task, "start": start, "loss": loss}
        yield Measurement("negative_curvature", where, share)
