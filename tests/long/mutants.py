"""How many small faults in the code do the tests find? Mutation testing with cosmic-ray.

    make mutants ARGS="--minutes 60"    # tries more of the sample, on all cores
    make mutants ARGS="--minutes 0"     # the table alone

Every mutant is a change of one operator, number or decorator in one file. The sample is drawn once
(SEED), the same number from each stratum, and a place at a time, so that an operator which can be
replaced in eleven ways does not count eleven times. A line of `mutants.jsonl` is kept for each as
soon as its tests ended. Those of a file that has changed since are tried again, and survivors until
somebody has written into the line why they are no fault (`reason`).

Runs in an environment of its own, which has cosmic-ray and nothing of ours.
"""

import argparse
import difflib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator

from tests.long.mutant_sample import ROOT, STRATA, Mutant, Stratum, sample

KEPT = Path(__file__).with_name("mutants.jsonl")
PYTHON = ROOT / ".venv" / "bin" / "python"
SLOWEST = 4
"""A mutant whose tests take so many times as long as without it, and MORE_S, counts as killed."""
MORE_S = 20


class Tree:
    """A copy of the repository, in which one mutant at a time lives."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        subprocess.run(["git", "clone", "--quiet", ROOT, folder], check=True)  # noqa: S607
        (folder / ".venv").symlink_to(ROOT / ".venv")

    def passes(self, stratum: Stratum, limit_s: float) -> tuple[bool, float]:
        """Whether the tests of a stratum pass in time, and their seconds."""
        cache = self.folder / "numba-cache"
        if stratum.compiled:
            shutil.rmtree(cache, ignore_errors=True)
        environment = {**os.environ, "PYTHONPATH": str(self.folder), "NUMBA_CACHE_DIR": str(cache)}
        command = [str(PYTHON), "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider"]
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
    # Survivors first: there may be a test for them now.
    again = [mutant for mutant in mutants if _unexplained(kept.get(mutant.key))]
    left = iter([*again, *(mutant for mutant in mutants if mutant.key not in kept)])
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


def _unexplained(record: dict[str, Any] | None) -> bool:
    """Whether a mutant survived and nobody has said why that is no fault."""
    return record is not None and record["survived"] and not record["reason"]


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
        share = f"{killed} ({100 * killed / len(these):.0f} %)" if these else "-"
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
