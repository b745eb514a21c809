"""The ceilings as work that is checked and timed like any cell."""

from propbench.bench.ceilings import PRODUCTS, TRIAD
from propbench.bench.grid import Case
from propbench.bench.oracle import Float64
from propbench.bench.timing.products import ProductsWork, products_answer
from propbench.bench.timing.triad import TriadWork, triad_answer


def ceiling_work(case: Case) -> ProductsWork | TriadWork:
    """A ceiling made ready. Raises LookupError for a case of an implementation."""
    if case.phase == TRIAD:
        return TriadWork(case)
    if case.implementation in PRODUCTS:
        return ProductsWork(case)
    raise LookupError(f"{case.implementation} is not loaded, and no ceiling")


def ceiling_answer(case: Case) -> tuple[dict[str, Float64], dict[str, Float64]]:
    """Expected results, and bounds on their rounding errors."""
    return triad_answer(case) if case.phase == TRIAD else products_answer(case)
