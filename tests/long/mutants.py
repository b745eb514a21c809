"""How many small faults in the code do the tests find? Mutation testing with cosmic-ray.

    make mutants ARGS="--minutes 60"    # tries more of the sample, on all cores
    make mutants ARGS="--minutes 0"     # the table alone

Every mutant is a change of one operator, number or decorator in one file. The sample is drawn once
(SEED), the same number from each stratum, and a place at a time, so that an operator which can be
replaced in eleven ways does not count eleven times; files that did not change keep their places.
A mutant survives when all tests of its stratum passed, those first that found earlier changes of
its file, then the quick ones.

A line of `mutants.jsonl` is kept for each as soon as its tests ended. Those of a file that has
changed since are tried again, and survivors until somebody has written into the line why they are
no fault (`reason`).

Runs in an environment of its own, which has cosmic-ray and nothing of ours.
"""

import argparse
import json
import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from tests.long.mutant_sample import STRATA, Mutant, sample
from tests.long.mutant_tree import Tree

KEPT = Path(__file__).with_name("mutants.jsonl")


class Finders:
    """The tests that found earlier changes of a file; they are run first."""

    def __init__(self, records: Iterable[dict[str, Any]]) -> None:
        self.tests: defaultdict[str, set[str]] = defaultdict(set)
        for record in records:
            self.add(record)

    def add(self, record: dict[str, Any]) -> None:
        """Remember who found this one."""
        self.tests[record["file"]] |= {record["failed"]} - {""}

    def of(self, file: str) -> list[str]:
        """Their names."""
        return sorted(self.tests[file])


def main(minutes: float, lanes: int) -> None:
    """Try what is left of the sample while there is time, then print the table."""
    deadline = time.monotonic() + 60 * minutes
    mutants = sample()
    kept = _kept()
    # Survivors first: there may be a test for them now.
    again = [mutant for mutant in mutants if _unexplained(kept.get(mutant.key))]
    left = iter([*again, *(mutant for mutant in mutants if mutant.key not in kept)])
    finders = Finders(kept.values())
    with (
        tempfile.TemporaryDirectory(prefix="mutants-") as folder,
        ThreadPoolExecutor(lanes) as pool,
    ):
        trees: SimpleQueue[Tree] = SimpleQueue()
        for lane in range(lanes if minutes else 0):
            trees.put(Tree(Path(folder) / str(lane)))
        for record in pool.map(lambda _: _next(left, trees, finders, deadline), mutants):
            if record:
                finders.add(record)
                # Opened each time: somebody may write reasons into it meanwhile.
                with KEPT.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(record) + "\n")
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


def _next(
    left: Iterator[Mutant], trees: "SimpleQueue[Tree]", finders: Finders, deadline: float
) -> dict[str, Any] | None:
    mutant = next(left, None) if time.monotonic() < deadline else None
    if mutant is None:
        return None
    tree = trees.get()
    try:
        return tree.tried(mutant, finders.of(mutant.file))
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
