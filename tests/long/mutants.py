"""How many small faults in the code do the tests find? Mutation testing with cosmic-ray.

    make mutants ARGS="--minutes 60"    # tries more of the sample, on all cores
    make mutants ARGS="--minutes 0"     # the table alone

Every mutant is a change of one operator, number or decorator in one file. The sample is drawn once
(SEED), the same number from each stratum, and a place at a time, so that an operator which can be
replaced in eleven ways does not count eleven times. A line of `mutants.jsonl` is kept for each as
soon as its tests ended. Those of a file that has changed since are tried again.

Runs in an environment of its own, which has cosmic-ray and nothing of ours.
"""

import argparse
import difflib
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
KEPT = Path(__file__).with_name("mutants.jsonl")
PYTHON = ROOT / ".venv" / "bin" / "python"
SEED, EACH = 2026, 58
"""400 mutants, of seven strata."""
SLOWEST = 4
"""A mutant whose tests take so many times as long as without it, and MORE_S, counts as killed."""
MORE_S = 20
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
    "activations",
    "contract",
    "convolutions",
    "other_kinds",
    "gradients",
)
STRATA = {
    "statistics": Stratum(
        "bench/statistics/*.py",
        (
            *("bench/test_statistics.py", "bench/test_paired.py", "bench/test_scaling.py"),
            *("bench/regression/test_inference.py", "bench/test_pooling.py"),
            "bench/test_coverage.py",
        ),
    ),
    "sampling": Stratum(
        "bench/sampling/*.py",
        (
            *("bench/sampling", "bench/regression/test_interleaving.py", "bench/test_threads.py"),
            *("reports/test_frame.py", "bench/test_session.py"),
        ),
    ),
    "verdicts": Stratum(
        "bench/regression/verdict/*.py",
        (
            *("bench/regression/test_inference.py", "bench/regression/test_doubts.py"),
            *("bench/regression/test_replay.py", "bench/regression/test_detectable.py"),
            *("bench/regression/test_output.py", "bench/regression/test_judge.py"),
            "bench/regression/test_hostile.py",
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
        only="numpy_vectorized or not (test_convolution.py or test_recurrence.py)",
    ),
    "results": Stratum(
        "bench/results/*.py",
        (
            *("bench/test_training_records.py", "bench/test_tail.py", "bench/test_stored_runs.py"),
            *("bench/test_results.py", "bench/test_kept_results.py", "bench/test_stored_files.py"),
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
    from cosmic_ray.commands import init
    from cosmic_ray.work_db import use_db

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
    generator = random.Random(f"{SEED} {name}")
    chosen = generator.sample(sorted(places), min(EACH, len(places)))
    return [generator.choice(sorted(places[place], key=lambda m: m.operator)) for place in chosen]


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]


class Tree:
    """A copy of the repository, in which one mutant at a time lives."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        subprocess.run(["git", "clone", "--quiet", ROOT, folder], check=True)
        (folder / ".venv").symlink_to(ROOT / ".venv")

    def passes(self, stratum: Stratum, limit_s: float) -> tuple[bool, float]:
        """Whether the tests of a stratum pass in time, and their seconds."""
        cache = self.folder / "numba-cache"
        if stratum.compiled:
            shutil.rmtree(cache, ignore_errors=True)
        environment = {**os.environ, "PYTHONPATH": str(self.folder), "NUMBA_CACHE_DIR": str(cache)}
        command = [PYTHON, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider"]
        command += ["-k", stratum.only] if stratum.only else []
        started = time.monotonic()
        try:
            ended = subprocess.run(
                [*command, *(f"tests/{test}" for test in stratum.tests)],
                cwd=self.folder,
                env=environment,
                capture_output=True,
                timeout=limit_s,
            )
        except subprocess.TimeoutExpired:
            return False, time.monotonic() - started
        return ended.returncode == 0, time.monotonic() - started

    def tried(self, mutant: Mutant, limit_s: float) -> dict[str, Any]:
        """What became of a mutant."""
        from cosmic_ray.mutating import mutate_code
        from cosmic_ray.plugins import get_operator

        file = self.folder / mutant.file
        whole = file.read_text("utf-8")
        changed = mutate_code(whole, get_operator(mutant.operator)(), mutant.occurrence)
        lines = difflib.unified_diff(whole.splitlines(), changed.splitlines(), n=0, lineterm="")
        try:
            file.write_text(changed, "utf-8")
            survived, seconds = self.passes(STRATA[mutant.stratum], limit_s)
        finally:
            file.write_text(whole, "utf-8")
        change = list(lines)[3:]
        fields = {**mutant.__dict__, "change": change, "survived": survived}
        return {**fields, "seconds": round(seconds), "reason": ""}


def main(minutes: float, lanes: int) -> None:
    """Try what is left of the sample while there is time, then print the table."""
    deadline = time.monotonic() + 60 * minutes
    mutants = sample()
    kept = _kept()
    left = iter([mutant for mutant in mutants if mutant.key not in kept])
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        trees: SimpleQueue[Tree] = SimpleQueue()
        for lane in range(lanes if minutes else 0):
            trees.put(Tree(Path(folder) / str(lane)))
        limits = _limits(trees) if minutes else {}
        with ThreadPoolExecutor(lanes) as pool, KEPT.open("a", encoding="utf-8") as file:
            for record in pool.map(lambda _: _next(left, trees, limits, deadline), mutants):
                if record:
                    file.write(json.dumps(record) + "\n")
                    file.flush()
    print(*table(mutants, _kept()), sep="\n")


def _kept() -> dict[tuple[object, ...], dict[str, Any]]:
    lines = KEPT.read_text("utf-8").splitlines() if KEPT.exists() else []
    records = [json.loads(line) for line in lines]
    return {
        tuple(record[name] for name in ("file", "digest", "operator", "occurrence")): record
        for record in records
    }


def _limits(trees: "SimpleQueue[Tree]") -> dict[str, float]:
    """Seconds that the tests of each stratum may take. Raises SystemExit where they fail."""
    tree, limits = trees.get(), {}
    for name, stratum in STRATA.items():
        passed, seconds = tree.passes(stratum, 900)
        print(f"{name}: tests without a mutant, {seconds:.0f} s", file=sys.stderr, flush=True)
        if not passed:
            raise SystemExit(f"{name}: its tests fail without a mutant; mend them first")
        limits[name] = SLOWEST * seconds + MORE_S
    trees.put(tree)
    return limits


def _next(
    left: Iterator[Mutant],
    trees: "SimpleQueue[Tree]",
    limits: dict[str, float],
    deadline: float,
) -> dict[str, Any] | None:
    mutant = next(left, None) if time.monotonic() < deadline else None
    if mutant is None:
        return None
    tree = trees.get()
    try:
        return tree.tried(mutant, limits[mutant.stratum])
    finally:
        trees.put(tree)


def table(mutants: Sequence[Mutant], kept: dict[tuple[object, ...], dict[str, Any]]) -> list[str]:
    """What was tried and found, a row a stratum, then the survivors with their reasons."""
    tried = [kept[mutant.key] for mutant in mutants if mutant.key in kept]
    rows = ["| what was changed | mutants | killed |", "|---|---|---|"]
    for name in (*STRATA, ""):
        these = [record for record in tried if not name or record["stratum"] == name]
        killed = sum(not record["survived"] for record in these)
        share = f"{killed} ({100 * killed / len(these):.0f} %)" if these else "–"
        rows.append(f"| {name or 'in all'} | {len(these)} | {share} |")
    return [*rows, "", *(_survivor(record) for record in tried if record["survived"])]


def _survivor(record: dict[str, Any]) -> str:
    change = " ".join(record["change"])
    return f"{record['file']}:{record['line']} {change}: {record['reason'] or 'no reason yet'}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--lanes", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    main(arguments.minutes, arguments.lanes)
