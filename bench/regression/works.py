"""A target made ready inside a worker, with the check that belongs to it."""

import importlib.util
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType

from propbench import impls
from propbench.bench import subjects
from propbench.bench.problems import SEED
from propbench.bench.regression.controls import KERNELS
from propbench.bench.regression.targets import Target
from propbench.bench.timing.check import require_right
from propbench.bench.timing.digest import digest
from propbench.bench.timing.timed_call import TimedCall
from propbench.impls import Implementation
from propbench.impls.contract import VERSION, Array

LISTING = "_propbench_cases"


class CallableWork(TimedCall):
    """A function without arguments; there is nothing to restore and nothing to compare."""

    def __init__(self, function: Callable[[], object]) -> None:
        self._function = function

    def once(self) -> None:
        self._function()

    def repeat(self, calls: int) -> None:
        function = self._function
        for _ in range(calls):
            function()

    def read(self) -> dict[str, Array]:
        return {}


def make(target: Target) -> TimedCall:
    """Prepare a target. Raises UnsupportedError or LookupError where this side has it not."""
    if target.case is not None:
        return subjects.make_call(implementation(target.source), target.case, SEED)
    if target.kind == "control":
        return CallableWork(KERNELS[target.id]())
    return CallableWork(listing(target.source).CASES[target.id])


def checked(target: Target, work: TimedCall, known: str) -> str:
    """Fingerprint of the first result, held against the oracle unless it is the known one.

    Raises WrongResultError.
    """
    work.once()
    if target.case is None:
        return ""
    result = work.read()
    found = digest(result)
    if found != known:
        require_right(target.case, result)
    return found


@cache
def implementation(source: str) -> Implementation:
    return impls.load(source)


@cache
def listing(file: str) -> ModuleType:
    """The module that lists callables as `CASES`, by name."""
    spec = importlib.util.spec_from_file_location(LISTING, Path(file))
    if spec is None or spec.loader is None:
        raise LookupError(f"{file} cannot be loaded as a Python module")
    module = importlib.util.module_from_spec(spec)
    sys.modules[LISTING] = module
    spec.loader.exec_module(module)
    return module


def version_fault(newest: int) -> str:
    """Why this side's contract is neither head's, `newest`, nor the one before it; or nothing."""
    if newest - 1 <= VERSION <= newest:
        return ""
    return f"it has contract {VERSION}, and only {newest - 1} and {newest} can be driven"
