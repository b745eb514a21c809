"""A function that is named now and imported when it is first called.

scikit-learn and SciPy's statistics take more than a second to import. Judging and some experiments
need them; the start of a command and of every worker process does not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import Any


@dataclass(frozen=True)
class Later:
    """Stands for a function by its module's full name and its own."""

    module: str
    name: str

    def __call__(self, *arguments: Any) -> Any:
        return self.function(*arguments)

    @property
    def function(self) -> Callable[..., Any]:
        """Imported now. Raises AttributeError, ImportError where there is none."""
        return resolve_name(f"{self.module}:{self.name}")
