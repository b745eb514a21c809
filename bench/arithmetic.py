"""How much arithmetic a case is: what its seconds are predicted from."""

from itertools import pairwise

from propbench.bench import ceilings, grid
from propbench.bench.grid import Case


def of(case: Case) -> tuple[float, float]:
    """Multiply-adds and elements touched by one call."""
    if case.part != "dense":
        return (case.m * (64 if "affine" in case.phase else 1) * 1.0, float(case.m))
    sizes = grid.NETWORKS[case.network].sizes
    weights = sum(n_in * n_out for n_in, n_out in pairwise(sizes))
    units = sum(sizes[1:])
    products = {
        "forward": weights * case.m,
        "backward": (2 * weights - sizes[0] * sizes[1]) * case.m,
        "update": weights,
        "train_step": (3 * weights - sizes[0] * sizes[1]) * case.m + weights,
    }[case.phase]
    bare = case.phase == "update" or ceilings.is_ceiling(case.implementation)
    elements = 0 if bare else units * case.m
    return float(products), float(elements * (3 if case.phase == "train_step" else 1))
