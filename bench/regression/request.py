"""What was asked for on the command line, resolved into commits, targets and folders."""

import fnmatch
from dataclasses import dataclass
from pathlib import Path

from propbench.bench.regression.sides.git import Repository
from propbench.bench.regression.sides.targets import Target
from propbench.bench.regression.verdict.settings import Settings


@dataclass(frozen=True)
class Request:
    """One comparison to be made."""

    repository: Repository
    base: str
    head: str
    head_dirty: bool
    targets: tuple[Target, ...]
    implementations: tuple[str, ...]
    """As each side loads them in its tree, or empty for all that are shipped."""
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
