"""What the machine can do, as cells beside those of the implementations that need it.

A network's ceiling is its own matrix products and nothing else, in each of the two BLAS that
implementations reach: NumPy's, behind np.matmul, and SciPy's, behind Numba's np.dot. An
implementation may take the examples in blocks of columns, which stay in cache and are fast in
BLAS, so the products are taken in wide and in small blocks; the fastest of all is the ceiling. That
holds for dense layers and for the steps of a recurrent network. A convolution's ceiling is its
multiply-adds in a tile of registers, which are faster than any products. The other ceiling is the
STREAM triad a = b + s c (McCalpin 1995): in cache it is the element-wise throughput, far beyond the
caches the memory bandwidth. Ceilings never compete.
"""

from dataclasses import dataclass, replace

from propbench.bench.cases import CEILING, Case, is_ceiling

WIDE = 1_000
"""Columns of a wide block. With a hidden layer, 10 000 at once take up to 1.4 times as long."""

SMALL_PRODUCT = 1_000_000
"""Multiply-adds up to which OpenBLAS multiplies without copying its operands first."""

LINE = 8
FEWEST, MOST = 80, 200
"""Columns of a small block: with fewer, calls cost more than small products save; with more,
nothing was gained. As they are multiples of LINE, all rows begin on a cache line."""


@dataclass(frozen=True)
class Products:
    """The products of a network in one BLAS, in blocks of columns that are wide or small."""

    blas: str
    blocks: str

    @property
    def name(self) -> str:
        return f"{CEILING}:{self.blas}:{self.blocks}"

    def columns(self, largest: int) -> int:
        """Of a block of a network whose largest product has so many multiply-adds an example; the
        last block may have fewer."""
        if self.blocks == "wide":
            return WIDE
        fitting = SMALL_PRODUCT // largest // LINE * LINE
        return min(MOST, max(FEWEST, fitting))


PRODUCTS = {
    products.name: products
    for blocks in ("wide", "small")
    for products in (Products(blas, blocks) for blas in ("numpy", "scipy"))
}
"""By name."""

TILE = f"{CEILING}:registers"

PHASES = ("forward", "backward", "train_step")
LEAST_M = 100
"""Below it, what the products cost is mostly the cost of calling them."""

TRIAD = "triad"
IN_CACHE, BEYOND_CACHES = 8_192, 4_194_304
"""Elements of each of the three arrays: 192 KiB and 96 MiB in all, in float64."""

TRIAD_ARRAYS = 3
BUDGET_SHARE = 0.25
"""A ceiling is steadier than what stands under it and gets this share of a cell's time."""


def products_over(m: int) -> list[str]:
    """Names of the products that differ at m examples: a few have no use for small blocks."""
    return [name for name, products in PRODUCTS.items() if products.blocks == "wide" or m > MOST]


def products(case: Case) -> list[Case]:
    """The bare products of a network's case, in every BLAS and width of blocks."""
    if not _has_ceilings(case):
        return []
    return [replace(case, implementation=name, activation="") for name in products_over(case.m)]


def step_products(case: Case) -> list[Case]:
    """The bare products of a recurrent network's case, in every BLAS.

    Blocks are small unless there are few examples: in wide ones, whose steps do not stay in cache,
    a training step's products took 1.3 to 2.5 times as long.
    """
    return [
        ceiling
        for ceiling in products(case)
        if case.m <= MOST or PRODUCTS[ceiling.implementation].blocks == "small"
    ]


def tiles(case: Case) -> list[Case]:
    """The bare multiply-adds of a convolution's case."""
    return [replace(case, implementation=TILE, activation="")] if _has_ceilings(case) else []


def bounds_a_network(implementation: str) -> bool:
    """Whether this is a ceiling of networks, and no triad."""
    return implementation == TILE or implementation in PRODUCTS


def triads(case: Case) -> list[Case]:
    """The triads of a network's case, in cache with one thread only: there, starting a thread
    costs more than the work."""
    if not _has_ceilings(case):
        return []
    sizes = (IN_CACHE, BEYOND_CACHES) if case.threads == 1 else (BEYOND_CACHES,)
    whole = replace(case, implementation=CEILING, network="", activation="", phase=TRIAD)
    return [replace(whole, m=m) for m in sizes]


def cell_s(case: Case, cell_s: float) -> float:
    """Time for the timed rounds of a cell, out of the profile's."""
    return BUDGET_SHARE * cell_s if is_ceiling(case.implementation) else cell_s


def _has_ceilings(case: Case) -> bool:
    return case.phase in PHASES and case.m >= LEAST_M
