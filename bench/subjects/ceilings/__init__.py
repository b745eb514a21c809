"""What the machine can do, checked and timed like any cell: bare products, tiles, the triad."""

from propbench.bench import ceilings as machine
from propbench.bench.cases import Case
from propbench.bench.descriptions import Described
from propbench.bench.oracle import Answer
from propbench.bench.subjects import conv, dense, recurrent
from propbench.bench.subjects.ceilings.products import ProductsCall, products_answer
from propbench.bench.subjects.ceilings.tile import TileCall, tile_answer
from propbench.bench.subjects.ceilings.triad import TriadCall, triad_answer
from propbench.impls import Implementation
from propbench.impls.contract import Array

PHASES = (*machine.PHASES, machine.TRIAD)


def supported(implementation: Described, case: Case) -> bool:  # noqa: ARG001
    return False


def make_call(
    implementation: Implementation | None,  # noqa: ARG001
    case: Case,
    seed: int,  # noqa: ARG001
) -> ProductsCall | TileCall | TriadCall:
    if case.phase == machine.TRIAD:
        return TriadCall(case)
    return TileCall(case) if case.implementation == machine.TILE else ProductsCall(case)


def answer(case: Case, seed: int) -> Answer:  # noqa: ARG001
    if case.phase == machine.TRIAD:
        return triad_answer(case)
    return tile_answer(case) if case.implementation == machine.TILE else products_answer(case)


def inputs(case: Case) -> tuple[str, list[Array]]:
    raise LookupError(f"{case.id} is a ceiling and is never compared")


def multiply_adds(case: Case) -> float:
    if case.phase == machine.TRIAD:
        return float(case.m)
    if case.implementation == machine.TILE:
        return conv.multiply_adds(case)
    of_steps = recurrent.KIND.find(case.network) is not None
    return recurrent.multiply_adds(case) if of_steps else dense.multiply_adds(case)


def elements(case: Case) -> float:
    return float(case.m) if case.phase == machine.TRIAD else 0.0


def ceilings(case: Case) -> list[Case]:  # noqa: ARG001
    return []
