"""What the parent asks of a worker process."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from propbench import impls
from propbench.bench.grid import Case
from propbench.bench.results import Record
from propbench.bench.timing.isolation import contained
from propbench.impls import Implementation


@dataclass(frozen=True)
class Task:
    """One worker's share. `process` 0 checks; the others time."""

    folder: Path
    """The run's folder, which only the parent writes to."""
    private: Path
    """A folder for what the parent is to see at once."""
    process: int
    hash_seed: int
    implementations: tuple[str, ...]
    """As given on the command line: names, or paths of folders."""
    cases: tuple[Case, ...]
    """In the order in which they are to be done; all ask for the same number of threads."""
    seed: int
    """The run's, from which it follows who enters a question twice."""
    cell_s: float
    slowest_call_s: float
    exempt: tuple[str, ...]
    """Cases, by id, that are timed however slow they are, in at least `headline_rounds`."""
    min_rounds: int
    headline_rounds: int
    limit_s: float
    """How long a cell may take before its process is ended."""
    second: tuple[str, ...] = ()
    """Cases, by id, whose first try ended in a suspicion."""
    lane: int = 0
    """Which core it has, among workers that are side by side."""

    @property
    def threads(self) -> int:
        """Threads of the worker; set before it starts, since libraries read them once."""
        return self.cases[0].threads

    def fewest_rounds(self, case: Case) -> int:
        return self.headline_rounds if case.id in self.exempt else self.min_rounds

    def request(self) -> Any:
        """As JSON's own types."""
        return _JSON.dump_python(self, mode="json")

    @classmethod
    def of(cls, request: Any) -> "Task":
        """From what `request` gave."""
        return _JSON.validate_python(request)

    @property
    def specifiers(self) -> dict[str, str]:
        """How each implementation was named on the command line, by its name in cases."""
        return {Path(given).resolve().name: given for given in self.implementations}

    def loaded(self) -> dict[str, Implementation]:
        """The implementations by their name in cases."""
        loaded = {}
        for specifier in self.implementations:
            with contained(specifier):
                implementation = impls.load(specifier)
            loaded[implementation.name] = implementation
        return loaded

    @property
    def marker(self) -> Path:
        """A file that always names the case under way."""
        return self.private / "marker"

    @property
    def records(self) -> Path:
        """A file with a line for each finished record."""
        return self.private / "records.jsonl"

    def keep(self, record: Record) -> None:
        """Hand a finished record to the parent, which saves it."""
        with self.records.open("a", encoding="utf-8") as file:
            file.write(f"{record.model_dump_json()}\n")

    def put_off(self, cases: Iterable[Case]) -> None:
        """Leave cases to a second try, in another worker."""
        with self._suspected.open("a", encoding="utf-8") as file:
            file.writelines(f"{case.id}\n" for case in cases)

    def suspected(self) -> tuple[str, ...]:
        """The cases, by id, that were put off."""
        if not self._suspected.exists():
            return ()
        return tuple(self._suspected.read_text("utf-8").splitlines())

    @property
    def _suspected(self) -> Path:
        return self.private / "suspected"

    def mark(self, case: Case) -> None:
        """Name the case under way, before it can do any harm."""
        beside = self.marker.with_suffix(".new")
        beside.write_text(case.id, "utf-8")
        beside.replace(self.marker)


_JSON = TypeAdapter(Task)
