"""What makes tanh of sigmoid: centring and slope apart, as tanh(z) = 2 sigmoid(2 z) - 1.

Four arms: sigmoid(z), sigmoid(z) - 1/2, which is centred, 2 sigmoid(2 z), which has slope 1 at 0,
and tanh, which is both. With iterations T of each, log T(sigmoid) - log T(tanh) is the effect of
centring, plus that of the slope, plus what both give beyond either.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from propbench.bench.claims.referee.comparing import ArmPair, headline
from propbench.bench.statistics.pooling import Effect, pool
from propbench.bench.training.arms import SIGMOID, TANH, Arm
from propbench.bench.training.races import Finish
from propbench.bench.training.variants import Variant

_CENTRED = Arm("centred", "sigmoid", "glorot", variant=Variant(shift=-0.5))
_SLOPE = Arm("slope_one", "sigmoid", "glorot", variant=Variant(scale=2, stretch=2))
ARMS = (SIGMOID, _CENTRED, _SLOPE, TANH)

EFFECTS: dict[str, Mapping[str, int]] = {
    "centring": {SIGMOID.name: 1, _CENTRED.name: -1},
    "slope": {SIGMOID.name: 1, _SLOPE.name: -1},
    "beyond": {_CENTRED.name: 1, _SLOPE.name: 1, SIGMOID.name: -1, TANH.name: -1},
    "tanh": {SIGMOID.name: 1, TANH.name: -1},
}
"""Powers of the arms' iterations: the first three effects multiply to the last."""


def pairs(finish: Finish) -> Iterator[ArmPair]:
    """Whether centring helps by itself, and whether it does more than the slope."""
    where = {"task": finish.race.task, "depth": str(len(finish.race.hidden))}
    yield ArmPair(finish, SIGMOID.name, _CENTRED.name, {**where, "test": "centring alone"})
    yield ArmPair(finish, _SLOPE.name, _CENTRED.name, {**where, "test": "centring over slope"})


def rows(finishes: Sequence[Finish]) -> Iterator[dict[str, str | float]]:
    """Each effect at each depth: of each task, and pooled over them as "all"."""
    by_depth: dict[int, list[Finish]] = {}
    for finish in finishes:
        by_depth.setdefault(len(finish.race.hidden), []).append(finish)
    for depth, members in sorted(by_depth.items()):
        for name in EFFECTS:
            effects = {finish.race.task: effect(finish, name) for finish in members}
            yield _row("all", depth, name, list(effects.values()))
            yield from (_row(task, depth, name, [own]) for task, own in effects.items())


def effect(finish: Finish, name: str) -> Effect:
    """By how many times an effect divides iterations, failures counting with the budget."""
    place = headline(finish)
    logs = sum(
        power * np.log(finish.entrants[arm].times(place)) for arm, power in EFFECTS[name].items()
    )
    return Effect.of_logs(np.asarray(logs))


def _row(task: str, depth: int, name: str, effects: Sequence[Effect]) -> dict[str, str | float]:
    ratio = pool(effects).ratio
    limits = {"ratio": ratio.point, "low": ratio.low, "high": ratio.high}
    return {"task": task, "depth": str(depth), "effect": name, **limits}
