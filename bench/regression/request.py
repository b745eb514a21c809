"""What was asked for on the command line, resolved into commits, targets and folders."""

import fnmatch
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from propbench import impls
from propbench.bench.regression.git import Repository
from propbench.bench.regression.records import ID
from propbench.bench.regression.selection import select
from propbench.bench.regression.settings import Settings
from propbench.bench.regression.targets import Target, callable_target, case_target
from propbench.bench.regression.works import listing
from propbench.bench.timing.check import one_line


@dataclass(frozen=True)
class Request:
    """One comparison to be made."""

    repository: Repository
    base: str
    head: str
    head_dirty: bool
    targets: tuple[Target, ...]
    implementations: tuple[str, ...]
    """As given on the command line, or empty for all that are shipped."""
    pattern: str | None
    accepted: tuple[str, ...]
    """Patterns of cases whose lack of a comparison is intended."""
    settings: Settings
    out: Path

    def matches(self, name: str) -> bool:
        """Whether a case belongs to what was asked for."""
        return self.pattern is None or fnmatch.fnmatch(name, self.pattern)

    def accepts(self, name: str) -> bool:
        """Whether a case may be left without a comparison."""
        return any(fnmatch.fnmatch(name, pattern) for pattern in self.accepted)


def grid_targets(
    implementations: Sequence[str], folder: Path, pattern: str | None
) -> tuple[Target, ...]:
    """Cases of the grid. Raises LookupError when an implementation does not exist."""
    names = implementations or impls.names()
    loaded = {name: impls.load(_here(name, folder)) for name in names}
    present = {name: one for name, one in loaded.items() if not one.missing}
    sources = {one.name: name for name, one in present.items()}
    families = {one.name: one.family for one in present.values()}
    return tuple(
        case_target(case, families[case.implementation], sources[case.implementation])
        for case in select(list(present.values()), pattern)
    )


def callable_targets(file: Path, folder: Path, pattern: str | None) -> tuple[Target, ...]:
    """Entries of the `CASES` of a module in a repository. Raises LookupError when it has none."""
    before = list(sys.path)
    # What the module imports is found in each side's tree later; here, in the working tree.
    sys.path[:0] = [str(folder), str(folder / "src")]
    try:
        cases = getattr(listing(str(file)), "CASES", None)
    except (Exception, SystemExit) as error:
        said = f"{type(error).__name__}: {one_line(error)}"
        raise LookupError(f"{file} cannot be imported: {said}") from error
    finally:
        sys.path[:] = before
    if not isinstance(cases, dict) or not cases:
        raise LookupError(f"{file} has no CASES, expected a dict of functions by name")
    for name, function in cases.items():
        _require_case(file, name, function)
    chosen = [name for name in cases if pattern is None or fnmatch.fnmatch(name, pattern)]
    return tuple(callable_target(name, file) for name in chosen)


def _require_case(file: Path, name: object, function: object) -> None:
    if not (isinstance(name, str) and re.fullmatch(ID, name)):
        expected = "up to 150 letters, digits and _ . : -"
        raise LookupError(f"{file}: CASES has the name {name!r}, expected {expected}")
    if not callable(function):
        raise LookupError(f"{file}: CASES[{name!r}] is {function!r}, expected a function")


def _here(name: str, folder: Path) -> str:
    """An implementation's folder is named relative to the repository, on every side."""
    return str(folder / name) if (folder / name / "__init__.py").is_file() else name
