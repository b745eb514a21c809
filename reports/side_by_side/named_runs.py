"""The runs that are compared: read, and each with the name that heads its column."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from string import ascii_uppercase

from propbench.bench import claims, results
from propbench.bench.claims.referee.evidence import NOTHING
from propbench.bench.claims.runs import reference
from propbench.bench.exits import UsageError
from propbench.bench.own_network.planning import PROFILE
from propbench.bench.progress import meter
from propbench.bench.results import RunRecord
from propbench.bench.results.stored import run_named
from propbench.reports import frame
from propbench.reports.frame import Frames
from propbench.reports.own_network import times
from propbench.reports.own_network import words as own_words
from propbench.reports.own_network.times import Times

MOST = 8
"""More columns are no table that a person reads."""
LONGEST_NAME = 12
"""Letters that fit above a column."""
SHIPPED_S, RUN_S = 8.0, 3.0
"""Predicted seconds of reading the shipped training runs, and of reading a run."""

_MACHINE = ("cpu", "cores", "memory_gib", "architecture")
"""Facts of a run's environment that are the machine's own."""


@dataclass(frozen=True)
class NamedRun:
    """A run with what it is called in this comparison.

    `times` is what a run of `propbench time` says of its network, None of any other run.
    """

    name: str
    frames: Frames
    times: Times | None = None

    @property
    def record(self) -> RunRecord:
        return self.frames.run

    @property
    def machine(self) -> str:
        """All that is stored of a machine; two machines of one make cannot be told apart."""
        return machine(self.record)


def machine(record: RunRecord) -> str:
    """The machine of a run in words: processor, cores, memory, architecture."""
    cpu, cores, memory, architecture = (record.environment.get(fact) for fact in _MACHINE)
    known = (
        cpu,
        cores and f"{cores} core{'s' * (cores != 1)}",
        isinstance(memory, float) and f"{memory:.0f} GiB",
        architecture,
    )
    return ", ".join(str(fact) for fact in known if fact) or "unknown machine"


def read_all(words: Sequence[str], out: Path) -> tuple[NamedRun, ...]:
    """Every run that is named, in the order given.

    Raises UsageError on too few, too many, what is no run or named twice, and on runs that ask
    different things; ResultError naming the file that is refused.
    """
    folders = [run_named(word, out) for word in words]
    _require_several(folders)
    profiles = [results.read_run_record(folder).profile for folder in folders]
    if PROFILE in profiles:
        return _read_own(names(words), folders, profiles)
    return _read(names(words), folders)


def _read(names: Sequence[str], folders: Sequence[Path]) -> tuple[NamedRun, ...]:
    # Of the claims, ReLU's alone is asked for: its races are those of the first screen.
    relu = [claims.load(name) for name in claims.names() if name.endswith("_relu")]
    runs = []
    with meter(SHIPPED_S + RUN_S * len(folders)) as progress:
        progress.stage("reading the shipped training runs")
        shipped = reference.load(relu)
        progress.advance(SHIPPED_S)
        for name, folder in zip(names, folders, strict=True):
            progress.stage(f"reading {folder.name}")
            runs.append(NamedRun(name, frame.read(folder, shipped, relu)))
            progress.advance(RUN_S)
    return tuple(runs)


def _read_own(
    names: Sequence[str], folders: Sequence[Path], profiles: Sequence[str]
) -> tuple[NamedRun, ...]:
    """Runs of `propbench time`, which trained nothing."""
    for name, profile in zip(names, profiles, strict=True):
        if profile != PROFILE:
            raise UsageError(f"{name} is no run of `propbench time`, as others here are")
    runs = tuple(
        NamedRun(name, frame.read(folder, NOTHING, ()), times.read(folder))
        for name, folder in zip(names, folders, strict=True)
    )
    titles = {run.name: own_words.title(run.times) for run in runs if run.times}
    if len(set(titles.values())) > 1:
        asked = "; ".join(f"{name}: {title}" for name, title in titles.items())
        raise UsageError(f"these runs do not ask the same: {asked}")
    return runs


def names(words: Sequence[str]) -> tuple[str, ...]:
    """What stands above each column: the folder's own name where that is short, else a letter."""
    short = [Path(word).absolute().name for word in words]
    if len(set(short)) == len(short) and max(map(len, short)) <= LONGEST_NAME:
        return tuple(short)
    return tuple(ascii_uppercase[: len(words)])


def _require_several(folders: Sequence[Path]) -> None:
    if not 2 <= len(folders) <= MOST:
        raise UsageError(f"got {len(folders)} run(s) to compare, expected 2 to {MOST}")
    places = [folder.resolve() for folder in folders]
    for folder, place in zip(folders, places, strict=True):
        if places.count(place) > 1:
            raise UsageError(f"{folder.name} is named twice: a run is not compared with itself")
