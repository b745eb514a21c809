"""What planning needs to know of implementations, asked of a process of its own.

Whoever plans and conducts a run imports no foreign code: what exits, hangs, prints or breaks its
process at import is then a message, and nothing that it leaves behind reaches an exit code.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from pydantic import TypeAdapter

from propbench import impls
from propbench.bench import temporary
from propbench.bench.environment import worker_variables
from propbench.bench.exits import UsageError
from propbench.bench.process import WorkerError, ask
from propbench.bench.reasons import one_line

LIMIT_S = 60.0
"""Whoever takes longer to be imported is refused."""


class Described(Protocol):
    """An implementation, loaded or described."""

    @property
    def name(self) -> str: ...

    @property
    def family(self) -> str: ...

    @property
    def league(self) -> str: ...

    @property
    def dtypes(self) -> tuple[str, ...]: ...

    @property
    def divisions(self) -> tuple[str, ...]: ...

    @property
    def compile_s(self) -> tuple[float, float] | None: ...

    @property
    def missing(self) -> tuple[str, ...]: ...

    @property
    def offered_primitives(self) -> tuple[str, ...]: ...

    def has(self, file: str) -> bool: ...


@dataclass(frozen=True)
class Description:
    """Plain data, the same as the implementation's own."""

    name: str
    family: str
    league: str
    dtypes: tuple[str, ...]
    divisions: tuple[str, ...]
    compile_s: tuple[float, float] | None
    missing: tuple[str, ...]
    offered_primitives: tuple[str, ...]
    sources: dict[str, str]
    """Text of every file, by name."""

    def has(self, file: str) -> bool:
        """As of an implementation."""
        return f"{file}.py" in self.sources


@dataclass(frozen=True)
class _Answer:
    """Descriptions by the names that were asked for, or what is wrong with one of these."""

    described: dict[str, Description]
    refused: str = ""


_ANSWER = TypeAdapter(_Answer)


def describe(specifiers: Sequence[str] | None, limit_s: float = LIMIT_S) -> dict[str, Description]:
    """Implementations by how they are named on the command line; all that are shipped for None.

    A folder's name, or its path, stands for all of its configurations.
    Raises UsageError naming the one that is not there or cannot be imported.
    """
    if specifiers is None:
        return _asked(None, "a folder of impls/", limit_s)
    # One process each: it is known who breaks or hangs it.
    return {
        name: description
        for specifier in specifiers
        for name, description in _asked([specifier], specifier, limit_s).items()
    }


def main(specifiers: list[str] | None) -> Any:
    """In the process of its own."""
    names: Sequence[str] = specifiers or ["a folder of impls/"]
    try:
        names = specifiers or impls.names()
        full = dict.fromkeys(each for name in names for each in impls.full_names(name))
        described = {name: description(impls.load(name)) for name in full}
        return _ANSWER.dump_python(_Answer(described), mode="json")
    except (Exception, SystemExit) as error:
        known = type(error) is LookupError
        why = str(error) if known else f"{names[0]} cannot be imported: {_words(error)}"
        return _ANSWER.dump_python(_Answer({}, why), mode="json")


def _asked(specifiers: list[str] | None, whose: str, limit_s: float) -> dict[str, Description]:
    with temporary.folder() as private:
        variables = worker_variables(1, 0, private)
        try:
            answer = _ANSWER.validate_python(ask(__name__, specifiers, variables, limit_s))
        except WorkerError as error:
            raise UsageError(f"{whose} cannot be imported: {error}") from error
    if answer.refused:
        raise UsageError(answer.refused)
    return answer.described


def description(implementation: impls.Implementation) -> Description:
    """As plain data. Nothing of its primitives is imported where it cannot be timed at all."""
    return Description(
        name=implementation.name,
        family=implementation.family,
        league=implementation.league,
        dtypes=implementation.dtypes,
        divisions=implementation.divisions,
        compile_s=implementation.compile_s,
        missing=implementation.missing,
        offered_primitives=() if implementation.missing else implementation.offered_primitives,
        sources=implementation.sources(),
    )


def _words(error: BaseException) -> str:
    return f"{type(error).__name__}: {one_line(error)}"
