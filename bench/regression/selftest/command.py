"""`python -m bench regress-selftest`: add real runs to the archive, then say what they show."""

import argparse
import os
import random
import sys
import time
from collections import Counter
from pathlib import Path

from bench.environment import cpu_model
from bench.regression.selftest import archive, exact, tables
from bench.regression.selftest.archive import Kind, SelfTestRun
from bench.regression.selftest.real import SIZES, request, run
from bench.regression.selftest.resampling import virtual_run
from bench.regression.settings import Settings

WANTED: dict[Kind, int] = {"idle": 30, "loaded": 30, "injected": 10, "everywhere": 10}
"""Real runs of each kind; runs beyond these keep the proportions."""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", out: Path) -> None:
    """The subcommand with its options."""
    sub = commands.add_parser("regress-selftest", help="how often is the regression check wrong?")
    sub.set_defaults(command=selftest)
    sub.add_argument("--minutes", type=float, default=10.0, help="add real runs for so long")
    sub.add_argument("--only", choices=list(WANTED), help="add runs of this kind alone")
    sub.add_argument("--virtual", type=int, default=200, help="virtual runs of each kind")
    sub.add_argument("--out", type=Path, default=out, help="folder of the archive")


def selftest(options: argparse.Namespace) -> int:
    """Add runs while there is time, each kept as soon as it is finished; then the tables."""
    deadline = time.monotonic() + 60 * options.minutes
    archived = archive.runs(options.out)
    while time.monotonic() < deadline:
        kind: Kind = options.only or most_lacking(archived)
        turn = sum(one.kind == kind for one in archived)
        print(f"{kind}, run {turn + 1}", file=sys.stderr, flush=True)
        found = run(kind, turn, request(options.out, Settings()), _told)
        archive.add(options.out, found)
        archived.append(found)
    print("\n".join(report(archived, options.virtual)))
    return 0


def most_lacking(archived: list[SelfTestRun]) -> Kind:
    """The kind that is furthest from what is wanted."""
    counts = Counter(one.kind for one in archived)
    return min(WANTED, key=lambda kind: counts[kind] / WANTED[kind])


def report(archived: list[SelfTestRun], virtual: int) -> list[str]:
    """Everything that is claimed about the check, with counts."""
    settings = Settings()
    exactly = max(exact.family_wise(settings, count) for count in (1, 2, 4, 24))
    return [
        f"On {cpu_model()}, {os.cpu_count()} cores.",
        "",
        f"By enumeration, at most {exactly:.2%} of clean runs end in a false alarm.",
        tables.seconds(archived),
        "",
        *tables.false_alarms(archived),
        "",
        *tables.power(archived),
        "",
        *_virtual(archived, virtual),
        "",
        *tables.spread(archived),
    ]


def _virtual(archived: list[SelfTestRun], count: int) -> list[str]:
    clean = [one.comparison for one in archived if one.kind in ("idle", "loaded")]
    if not clean or not count:
        return []
    generator = random.Random(0)  # noqa: S311
    nothing = [virtual_run(clean, {}, generator).exit_code for _ in range(count)]
    lines = [
        "Virtual runs of archived restarts, no independent evidence:",
        "",
        f"- nothing injected: {tables.counted(nothing.count(1), count)} false alarms, "
        f"{tables.counted(nothing.count(3), count)} cannot tell",
    ]
    cases = [one.id for one in clean[0].compared if one.kind == "case"]
    for size in SIZES:
        hits = 0
        for number in range(count):
            name = cases[number % len(cases)]
            rows = virtual_run(clean, {name: size}, generator).rows
            hits += any(row.id == name and row.verdict == "slower" for row in rows)
        lines.append(f"- {size:.0%} in one case: {tables.counted(hits, count)} found")
    shares = dict.fromkeys(cases, 0.02)
    found = sum(virtual_run(clean, shares, generator).exit_code == 1 for _ in range(count))
    return [*lines, f"- 2 % everywhere: {tables.counted(found, count)} found"]


def _told(text: str) -> None:
    print(f"  {text}", file=sys.stderr, flush=True)
