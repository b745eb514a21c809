"""Runs of every kind that the page has words for."""

from collections.abc import Mapping
from dataclasses import replace

from propbench.bench.grid import Case, Slice
from tests.reports.synthetic import Plan, Seconds
from tests.reports.synthetic_model import FAMILIES, SMALL, THREE, model

LOOPS, NUMPY, NUMBA = THREE
HEADLINE = "{}-shallow-relu-train_step-m1000-float64-1t"
_ONE_SIZE = replace(SMALL, slices=(Slice(("forward",), (100,), ("shallow",), ("relu",)),))


def _as_loops(times: Mapping[str, float]) -> Seconds:
    """So many times as long as the loops take, by implementation."""

    def seconds(case: Case) -> float:
        factor = times.get(case.implementation)
        if factor is None:
            return model(case)
        return factor * model(replace(case, implementation=LOOPS))

    return seconds


def _crossing(case: Case) -> float:
    return case.m * 1e-5 if case.implementation == LOOPS else 1e-4 + case.m * 1e-8


def _slow_loops(case: Case) -> float:
    return 1.0 + case.m if case.implementation == LOOPS else model(case)


PLANS = {
    "win": Plan(),
    "lose": Plan(seconds=_as_loops({NUMPY: 2.0, NUMBA: 3.0})),
    "tie": Plan(seconds=_as_loops({NUMPY: 1.0, NUMBA: 1.0}), noise=0.001),
    "crossover": Plan(seconds=_crossing, noise=0.001),
    "too_slow": Plan(seconds=_slow_loops),
    "noisy": Plan(seconds=_as_loops({NUMPY: 1.1, NUMBA: 0.9}), noise=0.8),
    "unstable": Plan(unstable=frozenset(HEADLINE.format(name) for name in THREE)),
    "failed": Plan(failed={HEADLINE.format(NUMBA): "dw[0] is off"}),
    "no_loops": Plan(implementations=THREE[1:]),
    "alone": Plan(implementations=(NUMPY,)),
    "everybody": Plan(implementations=tuple(FAMILIES)),
    "no_training": Plan(training=False),
    "no_starts": Plan(costs=False),
    "partial": Plan(status="partial", timed=False),
    "filtered": Plan(filtered=True, profile=_ONE_SIZE),
    "shortened": Plan(cut=("dot", "train_step of conv, relu")),
    "one_restart": Plan(processes=1),
    "controls_apart": Plan(control_shift=1.3),
}
"""By what is special about them."""
