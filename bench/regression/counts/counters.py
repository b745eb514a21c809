"""What one call does that no clock is needed for: the same number every time, on any machine."""

import tracemalloc
from pathlib import Path

from propbench.bench.regression.counts.allocations import counted
from propbench.bench.regression.counts.compiled import dispatchers, packed_instructions, signatures
from propbench.bench.regression.sides.targets import Target
from propbench.bench.timing.timed_call import TimedCall
from propbench.impls import Implementation


def facts(work: TimedCall, target: Target) -> dict[str, str]:
    """Allocations of one call, the most memory that it held at once, and dtypes of its result."""
    work.restore()
    work.repeat(1)
    work.restore()
    with counted() as allocated:
        work.repeat(1)
    work.restore()
    kept, most = _traced(work)
    found = {
        "NumPy arrays made": str(allocated.arrays),
        "bytes of NumPy arrays made": str(allocated.array_bytes),
        "blocks allocated by compiled code": str(allocated.blocks),
        "memory held at most": most,
        "memory kept": kept,
    }
    if target.case is not None:
        found["dtype"] = " ".join(sorted({str(array.dtype) for array in work.read().values()}))
    return found


def _traced(work: TimedCall) -> tuple[str, str]:
    """Memory that a call keeps, and the most that it holds at once."""
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    work.repeat(1)
    after, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return _in_kib(after - before), _in_kib(peak - before)


def _in_kib(size: int) -> str:
    """Rounded: a few bytes depend on which objects the interpreter has lying ready for reuse."""
    return f"{round(size / 1024)} KiB"


def compiled_facts(implementation: Implementation) -> dict[str, str]:
    """What Numba made of an implementation, from everything that was called so far."""
    functions = dispatchers(Path(implementation.folder))
    if not functions:
        return {}
    kinds, packed = signatures(functions), packed_instructions(functions)
    return {
        "signatures": str(sum(map(len, kinds.values()))),
        "packed instructions": "unknown, from a cache" if packed is None else str(packed),
    }
