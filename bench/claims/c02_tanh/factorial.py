"""What makes tanh of sigmoid: centring and slope apart, as tanh(z) = 2 sigmoid(2 z) - 1.

Four arms: sigmoid(z), sigmoid(z) - 1/2, which is centred, 2 sigmoid(2 z), which has slope 1 at 0,
and tanh, which is both. With mean iterations T of each, log T(sigmoid) - log T(tanh) is the effect
of centring, plus that of the slope, plus what both give beyond either.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from propbench.bench.claims.referee.comparing import compare, headline, times_of
from propbench.bench.claims.referee.verdicts import ArmComparison
from propbench.bench.claims.shared.wording import ratio_words
from propbench.bench.statistics import Interval
from propbench.bench.statistics.contrasts import Term, contrast
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
"""Powers of the arms' mean iterations: the first three effects multiply to the last."""


def effect(finishes: Sequence[Finish], name: str) -> Interval:
    """How many times fewer iterations, as the geometric mean over races with the same seeds."""
    terms = [
        Term(
            power / len(finishes), times_of(finish.entrants[arm], headline(finish)), _budget(finish)
        )
        for finish in finishes
        for arm, power in EFFECTS[name].items()
    ]
    return contrast(terms)


def because_centred(finish: Finish, factors: Mapping[str, str]) -> ArmComparison:
    """Supports when centring does more than the slope, and something by itself."""
    cell = compare(finish, _SLOPE.name, _CENTRED.name, factors)
    alone = effect([finish], "centring")
    note = f"centring alone divides iterations by {ratio_words(alone)}; {cell.note}"
    if cell.finding == "supports" and not alone.low > 1:
        return replace(cell, finding="inconclusive", p_value=1.0, note=note)
    return replace(cell, note=note)


def rows(finishes: Sequence[Finish], label: str) -> Iterator[dict[str, str | float]]:
    """Each effect at each depth, over the races of that depth."""
    by_depth: dict[int, list[Finish]] = {}
    for finish in finishes:
        by_depth.setdefault(len(finish.race.hidden), []).append(finish)
    for depth, members in sorted(by_depth.items()):
        for name in EFFECTS:
            size = effect(members, name)
            yield {
                "task": label,
                "depth": str(depth),
                "effect": name,
                "ratio": size.point,
                "low": size.low,
                "high": size.high,
            }


def _budget(finish: Finish) -> float:
    return finish.race.max_iterations
