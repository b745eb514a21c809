"""Implementations and plausible seconds per call, as plain arithmetic."""

from itertools import pairwise

from propbench.bench import grid, subjects
from propbench.bench.grid import Case, Profile, Slice

FAMILIES = {
    "python_loops": ("loops", "idiomatic"),
    "python_builtins": ("loops", "tuned"),
    "numpy_vectorized": ("vectorised", "idiomatic"),
    "numpy_inplace": ("vectorised", "tuned"),
    "numba_loops": ("compiled", "idiomatic"),
    "numba_fused": ("compiled", "tuned"),
}
THREE = ("python_loops", "numpy_vectorized", "numba_loops")

_PER_UNIT = (4e-8, 1.4e-8, 1.1e-10, 0.8e-10, 6e-10, 0.7e-10)
_OVERHEAD = (4e-7, 6e-7, 1.2e-5, 8e-6, 9e-7, 1.1e-6)
_COST = dict(zip(FAMILIES, zip(_PER_UNIT, _OVERHEAD, strict=True), strict=True))
BARE = (0.5e-10, 1e-6)
"""Seconds per unit of work, and overhead, of a ceiling."""

_SHARE = {"forward": 0.35, "backward": 0.6, "update": 0.002, "train_step": 1.0}
_ELEMENT = {
    **{"sigmoid": 9.0, "tanh": 11.0, "relu": 1.0, "leaky_relu": 1.4, "linear": 0.5},
    **{"softplus": 14.0, "gelu": 16.0},
}


SMALL = Profile(
    "quick",
    (
        Slice(("forward", "backward", "train_step"), (1, 10, 100, 1_000), ("shallow",), ("relu",)),
        Slice(("train_step",), (10_000,), ("shallow",), ("relu",)),
        Slice(
            ("train_step",),
            (1_000,),
            ("shallow", "deep"),
            ("sigmoid", "tanh", "relu", "leaky_relu"),
        ),
        Slice(("train_step",), (1_000,), (*grid.DEPTHS, *grid.WIDTHS), ("relu",)),
        Slice(
            ("activation", "derivative"),
            (1_000,),
            activations=("sigmoid", "tanh", "relu", "leaky_relu"),
        ),
        Slice(("dot", "add_row"), (100_000,)),
        Slice(("train_step",), (1_000, 10_000), ("shallow",), ("relu",), division="open"),
        Slice(("train_step",), (10, 1_000), ("conv",), ("relu",), subject="conv"),
        Slice(("train_step",), (10, 1_000), ("rnn", "lstm"), ("tanh",), subject="recurrent"),
    ),
    processes=5,
    cell_s=0.05,
    slowest_call_s=0.8,
    min_rounds=3,
    total_s=60,
)
"""A part of every kind of question, whatever the profiles of the grid are."""


def model(case: Case) -> float:
    """Plausible seconds per call: an overhead and a cost per unit of work."""
    work = float(case.m)
    if case.network and case.network not in grid.NETWORKS:
        work = subjects.of(case).multiply_adds(case)
    elif case.network:
        sizes = grid.spec_named(case.network).sizes
        work *= 3 * sum(a * b for a, b in pairwise(sizes))
        work *= _SHARE[case.phase]
        work += case.m * _ELEMENT.get(case.activation, 0.0) * 60
    elif case.activation:
        work *= _ELEMENT[case.activation] * 3
    numpy_scalars = 6 if case.phase.endswith("numpy_scalars") else 1
    per_unit, overhead = _COST.get(case.implementation, BARE)
    cores = 1.6 if case.division == "open" else 1.0
    return numpy_scalars * (overhead + work * per_unit) / cores


ENVIRONMENT = {
    "python": "3.11.9",
    "numpy": "2.4.6",
    "numba": "0.66.0",
    "blas_libscipy_openblas": "openblas 0.3.31 SkylakeX",
    "system": "Linux 6.1",
    "cpu": "Example CPU at 2.9 GHz",
    "cores": 2,
    "memory_gib": 16.0,
    "libc": "glibc 2.36",
    "load_before": 0.1,
    "threads_libscipy_openblas": 1,
    "threads_numba": 1,
    "MALLOC_TOP_PAD_": None,
}
