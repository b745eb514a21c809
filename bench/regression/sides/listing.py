"""What can be compared, listed in a process of its own: the driver imports no foreign code.

A folder or a file that exits, hangs or breaks the process at import is then a message.
"""

import fnmatch
import os
import tempfile
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from propbench import impls
from propbench.bench.environment import worker_variables
from propbench.bench.exits import UsageError
from propbench.bench.process import WorkerError, ask
from propbench.bench.reasons import one_line
from propbench.bench.regression.sides import cases_file
from propbench.bench.regression.sides.default_cases import select
from propbench.bench.regression.sides.refusals import NotComparableError
from propbench.bench.regression.sides.targets import Target, callable_target, case_target

LIMIT_S = 120.0


@dataclass(frozen=True)
class Choice:
    """What the command line chooses from."""

    repository: Path
    implementations: tuple[str, ...] = ()
    """Names, or folders relative to the repository; none for all that are shipped."""
    module: Path | None = None
    """A file with `CASES`, instead of the grid."""
    built: Path | None = None
    """The folder with what was built of head."""
    pattern: str | None = None


@dataclass(frozen=True)
class Listed:
    """The answer: targets, or why there are none."""

    targets: tuple[Target, ...] = ()
    usage: str = ""
    """What is wrong with the command line."""
    broken: str = ""
    """What the code did instead of being imported."""


_CHOICE, _LISTED = TypeAdapter(Choice), TypeAdapter(Listed)


def listed(choice: Choice, limit_s: float = LIMIT_S) -> tuple[Target, ...]:
    """The targets of a choice. Raises UsageError, NotComparableError."""
    request = _CHOICE.dump_python(choice, mode="json")
    with tempfile.TemporaryDirectory(prefix="propbench-") as private:
        # What a module imports is found in each side's tree later; here, in the working tree.
        working = (choice.built, choice.repository, choice.repository / "src")
        paths = [str(path) for path in working if path]
        inherited = [path for path in [os.environ.get("PYTHONPATH")] if path]
        variables = {
            **worker_variables(1, 0, Path(private)),
            "PYTHONPATH": os.pathsep.join([*(paths if choice.module else []), *inherited]),
        }
        try:
            answer = _LISTED.validate_python(ask(__name__, request, variables, limit_s))
        except WorkerError as error:
            raise NotComparableError(f"the cases cannot be listed: {error}") from error
    if answer.usage:
        raise UsageError(answer.usage)
    if answer.broken:
        raise NotComparableError(answer.broken)
    return answer.targets


def main(request: Any) -> Any:
    """In the process of its own."""
    choice = _CHOICE.validate_python(request)
    return _LISTED.dump_python(_answer(choice), mode="json")


def _answer(choice: Choice) -> Listed:
    try:
        if choice.module:
            return Listed(callable_targets(choice.module, choice.pattern))
        return Listed(grid_targets(choice.implementations, choice.repository, choice.pattern))
    except (Exception, SystemExit) as error:
        if type(error) is LookupError:
            return Listed(usage=str(error))
        file = traceback.extract_tb(error.__traceback__)[-1].filename
        return Listed(broken=f"the cases cannot be listed: {_cause(error)} (in {file})")


def grid_targets(names: Sequence[str], repository: Path, pattern: str | None) -> tuple[Target, ...]:
    """Cases of the grid. Raises LookupError when an implementation does not exist."""
    sources = {name: within(name, repository) for name in names or impls.names()}
    loaded = {source: impls.load(here) for source, here in sources.values()}
    present = {source: found for source, found in loaded.items() if not found.missing}
    by_name = {found.name: source for source, found in present.items()}
    families = {found.name: found.family for found in present.values()}
    return tuple(
        case_target(case, families[case.implementation], by_name[case.implementation])
        for case in select(list(present.values()), pattern)
    )


def callable_targets(file: Path, pattern: str | None) -> tuple[Target, ...]:
    """Entries of the `CASES` of a module. Raises LookupError when it has none."""
    try:
        cases = getattr(cases_file.listing(str(file)), "CASES", None)
    except (Exception, SystemExit) as error:
        raise LookupError(f"{file} cannot be imported: {_cause(error)}") from error
    if why := cases_file.fault(file, cases):
        raise LookupError(why)
    chosen = [name for name in cases or () if pattern is None or fnmatch.fnmatch(name, pattern)]
    return tuple(callable_target(name, file) for name in chosen)


def within(name: str, repository: Path) -> tuple[str, str]:
    """An implementation as each side loads it in its tree, and as it is loaded here.

    A folder becomes relative to the repository. Raises LookupError where it lies outside: both
    sides would run the same code.
    """
    folder, colon, configuration = name.partition(":")
    here = (repository / folder).resolve()
    if not (here / "__init__.py").is_file():
        return name, name
    if not here.is_relative_to(repository.resolve()):
        raise LookupError(f"{folder} lies outside of {repository}: its two versions are not there")
    relative = here.relative_to(repository.resolve())
    return f"{relative}{colon}{configuration}", f"{here}{colon}{configuration}"


def _cause(error: BaseException) -> str:
    return f"{type(error).__name__}: {one_line(error)}"
