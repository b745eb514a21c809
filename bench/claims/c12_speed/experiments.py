"""C12: whole training runs, in seconds."""

from collections.abc import Iterator

from propbench.bench.claims.c12_speed.end_to_end import to_target
from propbench.bench.claims.referee.registration import Factors, Measurement
from propbench.bench.training.arms import RELU, SIGMOID

DIRECT = tuple(
    (name, arm) for name in ("numpy_vectorized", "numba_fused:serial") for arm in (SIGMOID, RELU)
)
"""Run end to end, at rates that suit both: interpreted loops would take minutes."""

_RATES = {"sigmoid": 10.0, "relu": 1.0}

_FEW_SEEDS, _SEEDS = range(2), range(6)


def measure_here(profile: str) -> Iterator[Measurement]:
    seeds = _FEW_SEEDS if profile == "quick" else _SEEDS
    for name, arm in DIRECT:
        for whole in to_target(name, "shallow", arm, _RATES[arm.activation], seeds):
            where: Factors = {
                "implementation": name,
                "activation": arm.activation,
                "seed": whole.seed,
            }
            yield Measurement("direct_iterations", where, whole.iterations)
            yield Measurement("direct_s", where, whole.seconds)
