"""The tuning sweep as a comparison: the same losses from everybody, goals met or not."""

import numpy as np
import pytest
from joblib import parallel_config

from propbench.bench.peers.session import Medians
from propbench.bench.peers.training import contenders, table
from propbench.bench.peers.training.contenders import CONTENDERS, ENGINE, LOOP, VMAP
from propbench.bench.peers.training.sweep import LEARNING_RATES, SEEDS, SWEEPS, Batch, Sweep, batch
from propbench.bench.peers.training.worker import require_right
from propbench.impls.contract import Array

SMALL = {
    "one output": Sweep("small", (2, 4, 1), 20, 3, 1),
    "classes": Sweep("small classes", (64, 4, 10), 20, 3, 1),
}


@pytest.mark.parametrize("sweep", SMALL)
@pytest.mark.parametrize("name", [one.name for one in CONTENDERS.values() if not one.missing])
def test_every_contender_trains_as_the_reference_does(name: str, sweep: str) -> None:
    with parallel_config(backend="sequential"):
        require_right(CONTENDERS[name].train, batch(SMALL[sweep]))


def test_a_contender_with_other_losses_is_refused() -> None:
    def too_fast(given: Batch, steps: int) -> Array:
        with parallel_config(backend="sequential"):
            return contenders.by_engine(given, steps) * (1 + 1e-6)

    with pytest.raises(SystemExit, match=r"losses on \(2, 4, 1\) differ by"):
        require_right(too_fast, batch(SMALL["one output"]))


def test_a_sweep_has_every_learning_rate_with_every_seed() -> None:
    given = batch(SMALL["one output"])
    assert len(given) == len(LEARNING_RATES) * len(SEEDS) == 45
    assert set(given.learning_rates) == set(LEARNING_RATES)
    # Seeds differ in examples and in weights; learning rates share them.
    first, next_seed, next_rate = 0, 1, len(SEEDS)
    assert np.array_equal(given.x[first], given.x[next_rate])
    assert not np.array_equal(given.x[first], given.x[next_seed])
    assert not np.array_equal(given.parameters[first].w[0], given.parameters[next_seed].w[0])


def test_the_faster_of_a_kind_stands_for_it_and_goals_are_judged() -> None:
    told = table.lines(_medians(engine=1.0, loop=(30.0, 20.0), vmap=(0.5, 0.6)))
    assert any("plain loop : engine 20.00" in line and line.endswith(" met") for line in told)
    assert any("vmap : engine  0.50" in line and "NOT MET" in line for line in told)


def test_without_torch_nothing_is_compared_and_it_says_so() -> None:
    told = table.lines({sweep.title: {ENGINE.name: {1: 1.0}} for sweep in SWEEPS})
    assert told.count("  plain loop : engine: not compared") == len(SWEEPS)


def _medians(engine: float, loop: tuple[float, float], vmap: tuple[float, float]) -> Medians:
    names = [ENGINE.name, *(one.name for one in (*LOOP, *VMAP))]
    seconds = dict(zip(names, (engine, *loop, *vmap), strict=True))
    return {
        sweep.title: {name: dict.fromkeys(range(5), s) for name, s in seconds.items()}
        for sweep in SWEEPS
    }
