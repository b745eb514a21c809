"""What makes tanh of sigmoid: centring and slope apart, as tanh(z) = 2 sigmoid(2 z) - 1.

Four arms: sigmoid(z), sigmoid(z) - 1/2, which is centred, 2 sigmoid(2 z), which has slope 1 at 0,
and tanh, which is both. With the iterations T of each, log T(sigmoid) - log T(tanh) is the effect
of centring, plus that of the slope, plus what both give beyond either.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from propbench.bench.claims.referee.comparing import ArmPair, headline
from propbench.bench.claims.referee.comparison import ArmComparison
from propbench.bench.claims.shared.groups import depth_group
from propbench.bench.claims.shared.settings import where
from propbench.bench.statistics.pooling import Effect, pool
from propbench.bench.training.arms import SIGMOID, TANH, Arm
from propbench.bench.training.races import Finish
from propbench.bench.training.variants import Variant

_CENTRED = Arm("centred", "sigmoid", "glorot", variant=Variant(shift=-0.5))
_SLOPE = Arm("slope_one", "sigmoid", "glorot", variant=Variant(scale=2, stretch=2))
ARMS = (SIGMOID, _CENTRED, _SLOPE, TANH)

EFFECTS: Mapping[str, Mapping[str, int]] = {
    "centring": {SIGMOID.name: 1, _CENTRED.name: -1},
    "slope": {SIGMOID.name: 1, _SLOPE.name: -1},
    "beyond": {_CENTRED.name: 1, _SLOPE.name: 1, SIGMOID.name: -1, TANH.name: -1},
    "tanh": {SIGMOID.name: 1, TANH.name: -1},
}
"""Powers of the arms' iterations: the first three effects multiply to the last."""

_TESTS: Mapping[str, tuple[str, str]] = {
    "centring alone": (SIGMOID.name, _CENTRED.name),
    "slope over centring": (_SLOPE.name, _CENTRED.name),
}
"""Whether being centred is the reason: it saves iterations by itself, and more than the slope does.
Arms, the one that should be slower first."""


def tests(finish: Finish) -> Iterator[ArmPair]:
    """Both tests of the reason, in one race."""
    for test, (slow, fast) in _TESTS.items():
        yield ArmPair(finish, slow, fast, {**where(finish.race), "test": test})


def test_at_depth(comparison: ArmComparison) -> str:
    """The estimate that a test belongs to."""
    return f"{comparison.factors['test']}, {depth_group(comparison)}"


def logs(finish: Finish, effect: str) -> Sequence[float]:
    """An effect by seed, a logarithm; a run that did not arrive counts with the budget."""
    place = headline(finish)
    powers = EFFECTS[effect]
    times = [finish.entrants[arm].times(place) for arm in powers]
    products: Sequence[float] = (np.array(list(powers.values())) @ np.log(times)).tolist()
    return products


def rows(finishes: Sequence[Finish]) -> Iterator[dict[str, str | float]]:
    """How many times fewer iterations by each effect, pooled over the tasks of each depth."""
    by_depth: dict[int, list[Finish]] = {}
    for finish in finishes:
        by_depth.setdefault(len(finish.race.hidden), []).append(finish)
    for depth, members in sorted(by_depth.items()):
        for effect in EFFECTS:
            ratio = pool([Effect.of_logs(logs(finish, effect)) for finish in members]).ratio
            size = {"ratio": ratio.point, "low": ratio.low, "high": ratio.high}
            yield {"quantity": "effect", "depth": str(depth), "effect": effect, **size}
