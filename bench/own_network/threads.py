"""Whether somebody's own program would use other threads than were timed, and be another story."""

import os
from collections.abc import Mapping

from propbench.bench.environment import usable_cores
from propbench.bench.own_network.wanted import OwnNetwork

OPENBLAS = "OPENBLAS_NUM_THREADS"
VARIABLES = (OPENBLAS, "OMP_NUM_THREADS")
"""What OpenBLAS heeds, in this order; without them it takes every core."""
ALONE = 262_144
"""Multiply-adds of a product up to which OpenBLAS uses one thread (interface/gemm.c)."""


def warning(network: OwnNetwork, variables: Mapping[str, str] = os.environ) -> str:
    """One sentence on what these variables would change, or an empty string where it is nothing."""
    cores = usable_cores()
    timed = cores if network.all_cores else 1
    own = next((int(variables[name]) for name in VARIABLES if _is_set(variables, name)), cores)
    largest = network.examples * network.shape.largest
    if own == timed or largest <= ALONE:
        return ""
    advice = f"unset {OPENBLAS}" if network.all_cores else f"set {OPENBLAS}={timed} in it"
    return (
        f"Your environment gives NumPy {own} thread{'s' * (own > 1)} for products of this size, "
        f"and this was timed with {timed}: your own program may be faster or slower. To have what "
        f"was timed, {advice}."
    )


def _is_set(variables: Mapping[str, str], name: str) -> bool:
    return variables.get(name, "").isdecimal() and int(variables[name]) > 0
