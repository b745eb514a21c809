"""What the machine can do, as cells beside those of the implementations that need it.

A network's ceiling is its own matrix products and nothing else, in each of the two BLAS that
implementations reach: NumPy's, behind np.matmul, and SciPy's, behind Numba's np.dot. The other
ceiling is the STREAM triad a = b + s c (McCalpin 1995): in cache it is the element-wise
throughput, far beyond the caches the memory bandwidth. Ceilings never compete.
"""

from collections.abc import Iterable
from dataclasses import replace

from bench.cases import Case

NAME = "ceiling"
PRODUCTS = (f"{NAME}:numpy", f"{NAME}:scipy")
"""By the BLAS that does the products."""

PHASES = ("forward", "backward", "train_step")
LEAST_M = 100
"""Below it, what the products cost is mostly the cost of calling them."""

TRIAD = "triad"
IN_CACHE, BEYOND_CACHES = 8_192, 4_194_304
"""Elements of each of the three arrays: 192 KiB and 96 MiB in all, in float64."""

TRIAD_ARRAYS = 3
BUDGET_SHARE = 0.25
"""A ceiling is steadier than what stands under it and gets this share of a cell's time."""


def is_ceiling(implementation: str) -> bool:
    """Whether a case's implementation is a ceiling."""
    return implementation.partition(":")[0] == NAME


def over(cases: Iterable[Case]) -> list[Case]:
    """The ceilings of all cases that have one, each once."""
    under = [case for case in cases if case.network and case.phase in PHASES and case.m >= LEAST_M]
    products = [
        replace(case, implementation=name, activation="") for case in under for name in PRODUCTS
    ]
    return list(dict.fromkeys([*products, *(one for case in under for one in _triads(case))]))


def cell_s(case: Case, cell_s: float) -> float:
    """Time for the timed rounds of a cell, out of the profile's."""
    return BUDGET_SHARE * cell_s if is_ceiling(case.implementation) else cell_s


def _triads(case: Case) -> list[Case]:
    """In cache with one thread only: there, starting a thread costs more than the work."""
    sizes = (IN_CACHE, BEYOND_CACHES) if case.threads == 1 else (BEYOND_CACHES,)
    whole = replace(case, implementation=NAME, network="", activation="", phase=TRIAD)
    return [replace(whole, m=m) for m in sizes]
