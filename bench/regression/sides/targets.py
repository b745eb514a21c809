"""What a worker can be asked to run: a case of the grid, a callable of a module, or a control."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter

from propbench.bench.grid import Case

TargetKind = Literal["case", "callable", "control"]


@dataclass(frozen=True)
class Target:
    """One thing to be sampled, the same on every side.

    `source` is the implementation as a worker loads it, or the file that lists callables.
    """

    id: str
    kind: TargetKind
    family: str
    source: str = ""
    case: Case | None = None
    extra_share: float = 0.0
    """Extra work on top, as a share; only the check's own test asks for it."""

    @property
    def threads(self) -> int:
        return self.case.threads if self.case else 1

    @property
    def owner(self) -> str:
        """Whose state of the process it changes and finds."""
        return self.source or self.kind

    def message(self) -> Any:
        """As plain data, for a worker."""
        return _TARGET.dump_python(self)

    @classmethod
    def of(cls, message: Any) -> "Target":
        """Raises ValidationError on what is none."""
        return _TARGET.validate_python(message)


_TARGET = TypeAdapter(Target)
TARGETS = TypeAdapter(list[Target])


def case_target(case: Case, family: str, source: str) -> Target:
    """A case of the grid, whose implementation is loaded from `source` in each side's tree."""
    return Target(case.id, "case", family, source, case)


def callable_target(name: str, file: Path) -> Target:
    """An entry of the `CASES` of a module."""
    return Target(name, "callable", "callables", str(file))
