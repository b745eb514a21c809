"""Which small faults are tried: a sample of all changes that cosmic-ray can make, by stratum."""

import ast
import hashlib
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.commands import init
from cosmic_ray.work_db import use_db

ROOT = Path(__file__).resolve().parents[2]
SEED, EACH = 2026, 58
"""406 mutants, of seven strata."""
ANNOTATIONS = "BitOr"
"""In this code `|` stands in types and between dictionaries, hardly ever in arithmetic."""


@dataclass(frozen=True)
class Stratum:
    """Files that are changed, and the tests that have to notice, the quick ones first."""

    files: str
    tests: tuple[str, ...]
    only: str = ""
    """What pytest's -k selects."""
    compiled: bool = False
    """Whether Numba's cache would hide a change in a function that another one calls."""


IMPLEMENTATION = (
    "primitives",
    "special_values",
    "activations",
    "contract",
    "convolutions",
    "other_kinds",
    "gradients",
    "train_many",
    "compiled",
)
STRATA = {
    "statistics": Stratum(
        "bench/statistics/*.py",
        (
            *("bench/test_statistics.py", "bench/test_paired.py", "bench/test_scaling.py"),
            *("bench/regression/test_inference.py", "bench/test_pooling.py"),
            *("bench/test_moderated.py", "bench/test_coverage.py"),
        ),
    ),
    "sampling": Stratum(
        "bench/sampling/*.py",
        (
            *("bench/sampling", "bench/regression/test_interleaving.py"),
            *("reports/test_frame.py", "bench/test_session.py"),
        ),
        only="not (test_session.py and hangs)",
    ),
    "verdicts": Stratum(
        "bench/regression/verdict/*.py",
        (
            *("bench/regression/test_inference.py", "bench/regression/test_doubts.py"),
            *("bench/regression/test_replay.py", "bench/regression/test_detectable.py"),
            *("bench/regression/test_output.py", "bench/regression/test_judge.py"),
        ),
    ),
    "oracle": Stratum(
        "bench/oracle/*.py",
        (
            *(
                "bench/test_oracle.py",
                "bench/test_convolution_float32.py",
                "bench/test_problems.py",
            ),
            *("bench/test_float32.py", "bench/test_convolution.py", "bench/test_recurrence.py"),
        ),
        only="numpy_vectorized or the_oracle or not (test_convolution.py or test_recurrence.py)",
    ),
    "results": Stratum(
        "bench/results/*.py",
        (
            *("bench/test_training_records.py", "bench/test_tail.py", "bench/test_stored_runs.py"),
            *("bench/test_results.py", "bench/test_kept_results.py", "bench/test_stored_files.py"),
            "bench/test_records.py",
        ),
    ),
    **{
        name: Stratum(
            f"impls/{name}/*.py",
            tuple(f"impls/test_{test}.py" for test in IMPLEMENTATION),
            only=name,
            compiled=name == "numba_loops",
        )
        for name in ("numpy_vectorized", "numba_loops")
    },
}


@dataclass(frozen=True)
class Mutant:
    """One change of one file."""

    stratum: str
    file: str
    digest: str
    """Of the file without the change."""
    operator: str
    occurrence: int
    line: int

    @property
    def key(self) -> tuple[object, ...]:
        return self.file, self.digest, self.operator, self.occurrence


def sample() -> list[Mutant]:
    """EACH of every stratum, in turns, so that whoever stops early has some of each."""
    drawn = [_drawn(name, stratum) for name, stratum in STRATA.items()]
    return [mutant for turn in zip(*drawn, strict=True) for mutant in turn]


def _drawn(name: str, stratum: Stratum) -> list[Mutant]:
    places: dict[tuple[str, tuple[int, int]], list[Mutant]] = defaultdict(list)
    files = [file for file in sorted(ROOT.glob(stratum.files)) if file.read_text("utf-8").strip()]
    with tempfile.TemporaryDirectory() as folder, use_db(str(Path(folder) / "db")) as database:
        init(files, database, {})
        for item in database.work_items:
            for change in item.mutations:
                if ANNOTATIONS in change.operator_name:
                    continue
                file, line = Path(change.module_path), change.start_pos[0]
                where = (str(file.relative_to(ROOT)), tuple(change.start_pos))
                spec = (_digest(file), change.operator_name, change.occurrence, line)
                places[where].append(Mutant(name, where[0], *spec))
    chosen = sorted(places, key=_rank)[:EACH]
    return [min(places[place], key=lambda mutant: _rank(mutant.key)) for place in chosen]


def _rank(what: tuple[object, ...]) -> str:
    """A place in a random order that stays when other files, or the rest of this one, change."""
    return hashlib.sha256(f"{SEED} {what}".encode()).hexdigest()


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]


def into(file: Path) -> set[str]:
    """The names of a file and of those beside it that import it, at any distance."""
    found = {file.stem}
    imports = {
        path.stem: {
            name
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.ImportFrom) and node.level == 1
            for name in ([node.module] if node.module else [alias.name for alias in node.names])
        }
        for path in file.parent.glob("*.py")
    }
    while more := {name for name, others in imports.items() if others & found} - found:
        found |= more
    return found
