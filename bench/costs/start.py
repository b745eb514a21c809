"""One fresh process of the cost sheet: start-up and first call by the clock, or memory.

Nothing but the standard library is imported before the clock starts.
"""

import sys
import time
from pathlib import Path
from typing import Any

from propbench.bench.environment import pin

STEPS = 3
RATE = 1e-6
KIB = 1024


def timed(specifier: str, network: str, problem: Path) -> dict[str, float]:
    """Seconds of importing (NumPy, which the contract needs, included), preparing, first call."""
    started = time.perf_counter()
    from propbench import impls

    implementation = impls.load(specifier)
    kind = implementation.file(network)
    import_s = time.perf_counter() - started
    from propbench.bench.costs.problem_file import load

    given = load(problem)
    started = time.perf_counter()
    state = implementation.prepare(*given)
    prepare_s = time.perf_counter() - started
    state = kind.train_step(state, RATE)
    if hasattr(kind, "wait"):
        kind.wait(state)
    first_call_s = time.perf_counter() - started - prepare_s
    return {"import_s": import_s, "prepare_s": prepare_s, "first_call_s": first_call_s}


def sized(specifier: str, network: str, problem: Path) -> dict[str, int]:
    """Bytes: the process at its largest, and how much of it came with preparing and stepping."""
    from propbench import impls
    from propbench.bench.costs.problem_file import load

    implementation = impls.load(specifier)
    kind, given = implementation.file(network), load(problem)
    _forget_peak()
    before = peak_bytes()
    state = implementation.prepare(*given)
    for _ in range(STEPS):
        state = kind.train_step(state, RATE)
    if hasattr(kind, "wait"):
        kind.wait(state)
    return {"peak_bytes": peak_bytes(), "working_bytes": peak_bytes() - before}


def peak_bytes() -> int:
    """Largest resident size of this process so far.

    Linux's ru_maxrss would start with that of the parent, so its own counter is read there.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text("utf-8").splitlines()
        return KIB * next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
    import resource

    unit = 1 if sys.platform == "darwin" else KIB
    return unit * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _forget_peak() -> None:
    """Start the counter again at the present size, where the system can (Linux)."""
    counter = Path("/proc/self/clear_refs")
    if counter.exists():
        counter.write_text("5", "utf-8")


def main(request: dict[str, Any]) -> dict[str, Any]:
    """`kind` of record, `specifier` of the implementation, its kind of
    `network`, and the file of the `problem`."""
    pin(1)
    measure = sized if request["kind"] == "memory" else timed
    return dict(measure(request["specifier"], request["network"], Path(request["problem"])))
