"""Cost sheets and the allocation finding, with known numbers."""

from collections.abc import Iterable
from typing import Literal

from propbench.bench.results import AllocationRecord, CostRecord
from tests.reports.synthetic_model import FAMILIES

IMPORT_S, PREPARE_S, COMPILE_S, LOAD_S = 0.1, 1e-4, 1.9, 0.05
COMPILER_S = 0.4
"""What importing a compiler adds."""

MIB = 2**20


def cost_records(implementations: Iterable[str], call_s: float = 1e-4) -> list[CostRecord]:
    """Compiled ones are cold once and warm three times; the others are cold three times."""
    return [
        record
        for name in implementations
        for record in (*_starts(name, call_s), _memory(name))
        if name in FAMILIES
    ]


def allocation_records() -> list[AllocationRecord]:
    """Twice as slow with the default thresholds at m = 10 000, the same below."""
    return [
        AllocationRecord(
            pair=pair,
            raised=raised,
            m=m,
            round_s=[m * 1e-7 * factor * (1 + 0.001 * pair)] * 3,
            faults_per_call=1_000.0 * (factor - 1),
        )
        for pair in range(1, 6)
        for raised in (False, True)
        for m in (100, 1_000, 10_000)
        for factor in [2.0 if m == 10_000 and not raised else 1.0]
    ]


def _starts(name: str, call_s: float) -> list[CostRecord]:
    if FAMILIES[name][0] != "compiled":
        return [_start(name, "cold", n, call_s) for n in (1, 2, 3)]
    cold = _start(name, "cold", 1, COMPILE_S + call_s)
    return [cold, *(_start(name, "warm", n, LOAD_S + call_s) for n in (1, 2, 3))]


def _start(
    name: str, kind: Literal["cold", "warm"], process: int, first_call_s: float
) -> CostRecord:
    compiler_s = COMPILER_S if FAMILIES[name][0] == "compiled" else 0.0
    return CostRecord(
        implementation=name,
        kind=kind,
        process=process,
        import_s=IMPORT_S + compiler_s + 0.001 * list(FAMILIES).index(name),
        prepare_s=PREPARE_S,
        first_call_s=first_call_s,
        reason="",
    )


def _memory(name: str) -> CostRecord:
    return CostRecord(
        implementation=name,
        kind="memory",
        process=1,
        peak_bytes=100 * MIB,
        working_bytes=2 * MIB,
        reason="",
    )
