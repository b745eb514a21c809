"""What the parent asks of a worker process, handed over in a private file."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from propbench import impls
from propbench.bench.grid import Case
from propbench.impls import Implementation


@dataclass(frozen=True)
class Task:
    """One worker's share. `process` 0 checks; the others time."""

    folder: Path
    """The run's folder, to which records are appended."""
    marker: Path
    """A file that always names the case under way, for the parent to see."""
    process: int
    hash_seed: int
    implementations: tuple[str, ...]
    """As given on the command line: names, or paths of folders."""
    cases: tuple[Case, ...]
    """In the order in which they are to be done; all ask for the same number of threads."""
    cell_s: float
    slowest_call_s: float
    min_rounds: int

    @property
    def threads(self) -> int:
        """Threads of the worker; set before it starts, since libraries read them once."""
        return self.cases[0].threads

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), default=str), "utf-8")

    @classmethod
    def load(cls, path: Path) -> "Task":
        fields = json.loads(path.read_text("utf-8"))
        return cls(
            **{
                **fields,
                "folder": Path(fields["folder"]),
                "marker": Path(fields["marker"]),
                "implementations": tuple(fields["implementations"]),
                "cases": tuple(Case(**case) for case in fields["cases"]),
            }
        )

    def loaded(self) -> dict[str, Implementation]:
        """The implementations by their name in cases."""
        return {found.name: found for found in map(impls.load, self.implementations)}

    def mark(self, case: Case) -> None:
        """Name the case under way, before it can do any harm."""
        beside = self.marker.with_suffix(".new")
        beside.write_text(case.id, "utf-8")
        beside.replace(self.marker)
