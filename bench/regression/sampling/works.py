"""A target made ready inside a worker, with the check that belongs to it."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from propbench import impls
from propbench.bench import subjects
from propbench.bench.problems import SEED
from propbench.bench.regression.sampling.controls import KERNELS
from propbench.bench.regression.sides.cases_file import AbsentError, lacks, listing
from propbench.bench.regression.sides.targets import Target
from propbench.bench.timing.check import require_right
from propbench.bench.timing.digest import digest
from propbench.bench.timing.timed_call import TimedCall
from propbench.impls import Implementation
from propbench.impls.contract import VERSION, Array


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


def make(target: Target, older: bool = False) -> TimedCall:
    """Prepare a target. Raises UnsupportedError or AbsentError where this side has it not.

    `older` says whether head's file of cases may use what is not there yet.
    """
    if target.case is not None:
        return subjects.make_call(implementation(target.source), target.case, SEED)
    if target.kind == "control":
        return CallableWork(KERNELS[target.id]())
    cases = listing(target.source, older).CASES
    if target.id not in cases:
        raise AbsentError(f"{target.source} has no case {target.id}")
    return CallableWork(cases[target.id])


def checked(target: Target, work: TimedCall, known: str, older: bool = False) -> str:
    """Fingerprint of the first result, held against the oracle unless it is the known one.

    Raises WrongResultError, or AbsentError where a function lacks what it calls.
    """
    try:
        work.once()
    except AttributeError as error:
        if older and lacks(error):
            raise AbsentError(str(error)) from error
        raise
    if target.case is None:
        return ""
    result = work.read()
    found = digest(result)
    if found != known:
        require_right(target.case, result)
    return found


@cache
def implementation(source: str) -> Implementation:
    """Raises AbsentError where this side's tree has no such folder."""
    folder = source.partition(":")[0]
    shipped = Path(impls.__file__).parent / folder
    if not any((place / "__init__.py").is_file() for place in (shipped, Path(folder))):
        raise AbsentError(f"there is no implementation {folder!r}")
    return impls.load(source)


def version_fault(newest: int) -> str:
    """Why this side's contract is neither head's, `newest`, nor the one before it; or nothing."""
    if newest - 1 <= VERSION <= newest:
        return ""
    return f"it has contract {VERSION}, and only {newest - 1} and {newest} can be driven"
