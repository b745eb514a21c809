"""`propbench regress-selftest`: add real runs to the archive, then say what they show."""

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from propbench.bench.exits import UsageError
from propbench.bench.interrupts import as_interrupts
from propbench.bench.messages import say
from propbench.bench.process import ROOT
from propbench.bench.progress import Meter, meter
from propbench.bench.regression.sampling.cores import require_facilities
from propbench.bench.regression.selftest import archive, exact, found_table, tables
from propbench.bench.regression.selftest.archive import Kind, SelfTestRun
from propbench.bench.regression.selftest.real import EVERYWHERE, SIZES, request, run
from propbench.bench.regression.selftest.resampling import virtual_run
from propbench.bench.regression.sides.listing import Choice, listed
from propbench.bench.regression.verdict.records import RegressionRun, RegressionVerdict
from propbench.bench.regression.verdict.settings import Settings

Sort = tuple[Kind, bool]
"""A kind of run, and whether another process loads the machine."""
WANTED: dict[Sort, int] = {
    ("clean", False): 30,
    ("clean", True): 30,
    ("injected", False): 10,
    ("injected", True): 10,
    ("everywhere", False): 10,
    ("everywhere", True): 10,
}
"""Real runs of each sort; runs beyond these keep the proportions."""
NAMES = {f"{kind}-{'loaded' if loaded else 'idle'}": (kind, loaded) for kind, loaded in WANTED}


# As in `regress`: the working trees, and the load, are to be removed all the same.
@as_interrupts()
def selftest(options: argparse.Namespace) -> int:
    """Add runs while there is time, each kept as soon as it is finished; then the tables."""
    if options.only not in (None, *NAMES):
        raise UsageError(f"--only: no sort {options.only!r}: there are {', '.join(NAMES)}")
    if options.minutes > 0:
        require_facilities()
        with meter(60 * options.minutes) as shown:
            _add_runs(options, _clocked(shown))
    if options.ship:
        say(f"{archive.ship(options.out)} runs added to {archive.SHIPPED.name}/")
    say(f"Judging what is kept, and {options.virtual} virtual runs of each kind: a minute or more")
    print("\n".join(report(archive.runs(options.out), options.virtual)))
    return 0


def _add_runs(options: argparse.Namespace, progress: Callable[[str], None]) -> None:
    deadline = time.monotonic() + 60 * options.minutes
    archived = of_this_code(archive.runs(options.out))
    while time.monotonic() < deadline:
        kind, loaded = NAMES[options.only] if options.only else most_lacking(archived)
        turn = sum((kept.kind, kept.loaded) == (kind, loaded) for kept in archived)
        progress(f"{kind}, {'loaded' if loaded else 'idle'}, run {turn + 1}")
        found = run(kind, loaded, turn, request(options.out, Settings()), progress)
        archive.add(options.out, found)
        archived.append(found)


def of_this_code(archived: Sequence[SelfTestRun]) -> list[SelfTestRun]:
    """Runs that say something about the check as it is now."""
    now = archive.code()
    return [run for run in archived if run.code == now]


def most_lacking(archived: list[SelfTestRun]) -> Sort:
    """The sort that is furthest from what is wanted."""
    counts = Counter((kept.kind, kept.loaded) for kept in archived)
    return min(WANTED, key=lambda sort: counts[sort] / WANTED[sort])


def report(archived: list[SelfTestRun], virtual: int) -> list[str]:
    """Everything that is claimed about the check, with counts, as Markdown."""
    present, families = of_this_code(archived), [target.family for target in listed(Choice(ROOT))]
    exactly = exact.family_wise(Settings(), cases=len(families), groups=len({*families}) + 1)
    lines = [
        *tables.where_and_when(present),
        f"By enumeration, at most {100 * exactly:.2f} % of clean runs end in a false alarm.",
    ]
    if present:
        lines += [
            tables.seconds(present),
            "",
            *tables.false_alarms(present),
            "",
            *found_table.found_table(present),
            "",
            *tables.spread(present),
            *_virtual(present, virtual),
        ]
    return [*lines, *tables.earlier([kept for kept in archived if kept not in present])]


def _virtual(archived: list[SelfTestRun], count: int) -> list[str]:
    alike: dict[tuple[str, bool], list[RegressionRun]] = {}
    for kept in archived:
        if kept.kind == "clean":
            alike.setdefault((tables.machine(kept), kept.loaded), []).append(kept.comparison)
    if not alike or not count:
        return []
    pools, generator = list(alike.values()), random.Random(0)  # noqa: S311

    def judged(shares: Mapping[str, float]) -> RegressionVerdict:
        return virtual_run(generator.choice(pools), shares, generator)

    nothing = [judged({}).exit_code for _ in range(count)]
    lines = [
        "",
        "Virtual runs of archived restarts, no independent evidence:",
        "",
        f"- nothing injected: {tables.counted(nothing.count(1), count)} false alarms, "
        f"{tables.counted(nothing.count(3), count)} cannot tell",
    ]
    cases = [case.id for case in pools[0][0].compared if case.kind == "case"]
    for size in SIZES:
        hits = 0
        for number in range(count):
            name = cases[number % len(cases)]
            hits += any(
                row.id == name and row.verdict == "slower" for row in judged({name: size}).rows
            )
        lines.append(f"- {100 * size:.0f} % in one case: {tables.counted(hits, count)} found")
    shares = dict.fromkeys(cases, EVERYWHERE)
    found = sum(judged(shares).exit_code == 1 for _ in range(count))
    return [*lines, f"- 2 % everywhere: {tables.counted(found, count)} found"]


def _clocked(shown: Meter) -> Callable[[str], None]:
    """Tells a meter of the time that passed between stages: what is planned here is time."""
    last_s = time.monotonic()

    def begins(text: str) -> None:
        nonlocal last_s
        now_s = time.monotonic()
        shown.advance(now_s - last_s)
        last_s = now_s
        shown.stage(text)

    return begins
