"""The ways to train a sweep: each takes a batch and steps, and returns losses (steps, n_networks).

A loss is that before its step. Every contender starts from NumPy arrays and keeps every loss.
"""

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from joblib import Parallel, delayed

from propbench import impls
from propbench.bench.environment import usable_cores
from propbench.bench.peers.training import in_torch
from propbench.bench.peers.training.sweep import Batch
from propbench.impls.contract import Array

IMPLEMENTATION = "numba_fused:serial"

Train = Callable[[Batch, int], Array]


@dataclass(frozen=True)
class Contender:
    """`threads` of the libraries in its process, `None` for all cores."""

    name: str
    train: Train
    threads: int | None
    needs: str = "numpy"

    @property
    def missing(self) -> bool:
        return importlib.util.find_spec(self.needs) is None


def by_engine(batch: Batch, steps: int) -> Array:
    """One process for each core, one thread in each."""
    cores = usable_cores()
    parts = np.array_split(np.arange(len(batch)), min(len(batch), 4 * cores))
    losses = Parallel(n_jobs=cores)(delayed(_train)(batch.part(part), steps) for part in parts)
    return np.concatenate(losses, axis=1)


def _train(batch: Batch, steps: int) -> Array:
    losses: Array = impls.load(IMPLEMENTATION).dense.train_many(
        batch.network, batch.parameters, batch.x, batch.y, batch.learning_rates, steps
    )[0]
    return losses


ENGINE = Contender("engine", by_engine, threads=1)
LOOP = (
    Contender("torch loop, all cores", in_torch.one_by_one, None, "torch"),
    Contender("torch loop, one thread", in_torch.one_by_one, 1, "torch"),
)
VMAP = (
    Contender("torch vmap, all cores", in_torch.side_by_side, None, "torch"),
    Contender("torch vmap, one thread", in_torch.side_by_side, 1, "torch"),
)
CONTENDERS = {one.name: one for one in (ENGINE, *LOOP, *VMAP)}
