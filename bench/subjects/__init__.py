"""What a case can measure: one file a subject, found by listing this folder or by its path.

A subject knows everything about its cases: what they compute on, how they are called, which answer
is right, how much arithmetic they are. Nothing else asks which subject a case has.
"""

import hashlib
import importlib
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Protocol, cast

from propbench.bench.cases import Case
from propbench.bench.descriptions import Described
from propbench.impls import Implementation
from propbench.impls.contract import Array

if TYPE_CHECKING:
    from propbench.bench.oracle import Answer
    from propbench.bench.problems import Problem
    from propbench.bench.timing.timed_call import TimedCall
    from propbench.impls.door import AnyNetwork

_HERE = Path(__file__).parent


class Subject(Protocol):
    """What a file of this folder offers."""

    PHASES: tuple[str, ...]
    """The phases that its cases may have."""

    def supported(self, implementation: Described, case: Case) -> bool:
        """Whether an implementation offers a case, as far as can be told without running it."""

    def make_call(
        self, implementation: Implementation | None, case: Case, seed: int
    ) -> "TimedCall":
        """A case made ready. Raises UnsupportedError; a ceiling has no implementation."""

    def answer(self, case: Case, seed: int) -> "Answer":
        """What is right for the inputs of this seed, and bounds on the error, by name."""

    def inputs(self, case: Case) -> tuple[str, list[Array]]:
        """What a case computes on: its network in words, if it has one, and every array."""

    def multiply_adds(self, case: Case) -> float:
        """Of one call; what its seconds are predicted from, with `elements`."""

    def elements(self, case: Case) -> float:
        """Numbers that one call touches element by element."""

    def ceilings(self, case: Case) -> list[Case]:
        """What bounds a case from below on this machine, as cases."""


class NetworkSubject(Subject, Protocol):
    """A kind of network, which has the name of its contract file."""

    def problem(self, case: Case) -> "Problem[AnyNetwork]":
        """What a case computes on."""


def network_problem(case: Case) -> "Problem[AnyNetwork]":
    """What a case of a kind of network computes on."""
    return cast(NetworkSubject, of(case)).problem(case)


@cache
def names() -> tuple[str, ...]:
    """Every subject shipped here."""
    files = [*_HERE.glob("[!_]*.py"), *(file.parent for file in _HERE.glob("*/__init__.py"))]
    return tuple(sorted(file.stem for file in files))


def of(case: Case) -> Subject:
    """The subject of a case. Raises LookupError listing those there are."""
    return load(case.subject)


@cache
def load(name: str) -> Subject:
    """A subject by name, or a third party's by the path of its file.

    Files beside an outside one can be imported from it with `from . import`. Raises LookupError.
    """
    if name in names():
        return cast(Subject, importlib.import_module(f"{__name__}.{name}"))
    file = Path(name)
    if file.suffix == ".py" and file.is_file():
        return cast(Subject, _import_outside(file.resolve()))
    raise LookupError(
        f"no subject {name!r}: there are {', '.join(names())}, or give the path of a file"
    )


def require_known(case: Case) -> None:
    """Raise LookupError where no subject shipped here knows the words of a case. Whoever reads a
    stored one asks first: its subject may be the path of any file, which is not to be run."""
    if case.subject not in names():
        raise LookupError(f"no subject {case.subject!r}: there are {', '.join(names())}")
    _with_its_phase(case).multiply_adds(case)


def _with_its_phase(case: Case) -> Subject:
    """The subject of a case. Raises LookupError where it has no such phase."""
    subject = of(case)
    if case.phase not in subject.PHASES:
        known = ", ".join(subject.PHASES)
        raise LookupError(f"no phase {case.phase!r} of {case.subject}: there are {known}")
    return subject


def compile_s(case: Case) -> float:
    """Seconds that compiling takes a contender, once for all cells of a subject in a dtype, where
    that is much beside the share that its family counts for each cell."""
    return float(getattr(of(case), "COMPILE_S", 0.0))


def make_call(implementation: Implementation | None, case: Case, seed: int) -> "TimedCall":
    """A case made ready.

    Raises UnsupportedError, and LookupError for what is not loaded and for an unknown phase.
    """
    subject = _with_its_phase(case)
    if implementation is not None:
        implementation.check_dtype(case.dtype)
    elif case.subject != "ceilings":
        raise LookupError(f"{case.implementation} is not loaded, and no ceiling")
    return subject.make_call(implementation, case, seed)


def _import_outside(file: Path) -> ModuleType:
    """As part of a package under a private name, which cannot shadow or be shadowed."""
    digest = hashlib.sha256(str(file.parent).encode()).hexdigest()[:12]
    package = ModuleType(f"_propbench_subject_{digest}")
    package.__path__ = [str(file.parent)]
    sys.modules.setdefault(package.__name__, package)
    return importlib.import_module(f"{package.__name__}.{file.stem}")
