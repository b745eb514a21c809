"""Whole runs, idle and with a busy process on every core, added up.

    python -m tests.long.series --minutes 60    # adds runs, the sort that lacks most first
    python -m tests.long.series --minutes 0     # the table alone

Each run is a line of `tests/long/series.jsonl`, kept as soon as it is finished. Nothing else may
work on the machine meanwhile.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from propbench.bench import results
from propbench.bench.environment import usable_cores
from propbench.bench.process import ROOT
from propbench.bench.regression.selftest.real import load
from propbench.reports import frame
from propbench.reports.facts.cells import headline_cells, standings
from propbench.reports.facts.controls import controls

SERIES = Path(__file__).with_name("series.jsonl")
WANTED = {
    ("quick", False): 5,
    ("quick", True): 5,
    ("standard", False): 3,
    ("standard", True): 3,
}
"""Runs of each profile, idle and loaded."""
_PREDICTED = re.compile(r"Predicted in all: ([\d.]+) (s|min)")


class Gain(results.Record):
    """How many times as fast as plain loops, with its interval."""

    low: float
    point: float
    high: float

    @property
    def half_width(self) -> float:
        """As a share of the ratio, on the logarithmic scale."""
        return float(np.sqrt(self.high / self.low)) - 1


class WholeRun(results.Record):
    """What the series keeps of a run."""

    date: str
    cpu: str
    commit: str
    profile: str
    loaded: bool
    predicted_s: float
    run_s: float
    page_s: float
    restarts: int
    cut: list[str]
    gains: dict[str, Gain]
    """Of the headline's contenders, by name."""
    silent: int
    """Contenders of the headline without a ratio, but for the plain loops themselves."""
    pairs: int
    apart: int
    """Of so many cells that entered twice, how many were told apart from themselves."""

    @property
    def total_s(self) -> float:
        return self.run_s + self.page_s


def main(minutes: float) -> None:
    """Add runs while there is time, then print the table."""
    deadline = time.monotonic() + 60 * minutes
    kept = results.read_lines(SERIES, WholeRun)
    while time.monotonic() < deadline:
        sort = min(WANTED, key=lambda sort: _share(kept, sort))
        run = whole_run(*sort)
        results.append(SERIES, run)
        kept.append(run)
        print(*table(kept[-1:]), sep="\n", flush=True)
    print(*table(kept), *contrasts(kept), sep="\n")


def _share(kept: Sequence[WholeRun], sort: tuple[str, bool]) -> float:
    return sum((run.profile, run.loaded) == sort for run in kept) / WANTED[sort]


def whole_run(profile: str, loaded: bool) -> WholeRun:
    """Measure, write the page, and keep what the series is about."""
    with tempfile.TemporaryDirectory(prefix="series-") as private, ExitStack() as busy:
        for core in range(usable_cores()) if loaded else ():
            busy.enter_context(load(core))
        out = ("--out", private)
        run_s, said = _seconds("run", "--profile", profile, *out)
        page_s, _ = _seconds("report", *out)
        frames = frame.read(results.newest(Path(private) / "runs"))
    # The last, where the first stage showed that the first was wrong.
    value, unit = _PREDICTED.findall(said)[-1]
    twice = controls(frames)
    entered = standings(frames, headline_cells(frames))
    return WholeRun(
        date=datetime.now(UTC).isoformat(timespec="minutes"),
        cpu=str(frames.run.environment["cpu"]),
        commit=frames.run.commit,
        profile=profile,
        loaded=loaded,
        predicted_s=float(value) * (60 if unit == "min" else 1),
        run_s=run_s,
        page_s=page_s,
        restarts=frames.restarts,
        cut=frames.run.cut,
        gains={
            contender.implementation: Gain(
                low=contender.gain.low, point=contender.gain.point, high=contender.gain.high
            )
            for contender in entered
            if contender.gain
        },
        silent=sum(contender.gain is None for contender in entered) - 1,
        pairs=twice.pairs,
        apart=twice.apart,
    )


def _seconds(*words: str) -> tuple[float, str]:
    """What a command takes by the clock, and what it says."""
    started = time.monotonic()
    command = (sys.executable, "-m", "propbench", *words)
    ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return time.monotonic() - started, ran.stdout + ran.stderr


def table(kept: Sequence[WholeRun]) -> Iterator[str]:
    """Rows of Markdown, one for each sort of run."""
    yield "| runs | seconds | planned | restarts | half width | without a ratio | told apart |"
    yield "|---|---|---|---|---|---|---|"
    for profile, loaded in WANTED:
        runs = [run for run in kept if (run.profile, run.loaded) == (profile, loaded)]
        if not runs:
            continue
        seconds = [run.total_s for run in runs]
        off = [run.predicted_s / run.total_s - 1 for run in runs]
        widths = [gain.half_width for run in runs for gain in run.gains.values()]
        yield (
            f"| {len(runs)} {profile}, {'loaded' if loaded else 'idle'} "
            f"| {np.median(seconds):.0f} ({max(seconds):.0f} at most) "
            f"| {100 * min(off):+.0f} to {100 * max(off):+.0f} % "
            f"| {min(run.restarts for run in runs)} "
            f"| {100 * np.median(widths):.1f} % ({100 * max(widths):.0f} at most) "
            f"| {sum(run.silent for run in runs)} "
            f"| {sum(run.apart for run in runs)} of {sum(run.pairs for run in runs)} |"
        )


def contrasts(kept: Sequence[WholeRun]) -> Iterator[str]:
    """How far the headline's ratios of loaded runs lie from those of idle ones, by profile."""
    for profile in dict.fromkeys(profile for profile, _ in WANTED):
        idle, loaded = (_gains(kept, profile, busy) for busy in (False, True))
        names = sorted(idle.keys() & loaded.keys())
        if not names:
            continue
        apart = [float(np.expm1(abs(np.log(loaded[name] / idle[name])))) for name in names]
        same = max(names, key=idle.__getitem__) == max(names, key=loaded.__getitem__)
        yield (
            f"{profile}: loaded against idle {100 * np.median(apart):.1f} % apart "
            f"({100 * max(apart):.0f} at most), {'the same' if same else 'another'} fastest"
        )


def _gains(kept: Sequence[WholeRun], profile: str, loaded: bool) -> dict[str, float]:
    """Of each contender, the median over runs."""
    runs = [run.gains for run in kept if (run.profile, run.loaded) == (profile, loaded)]
    names = {name for gains in runs for name in gains}
    points = {name: [gains[name].point for gains in runs if name in gains] for name in names}
    return {name: float(np.median(own)) for name, own in points.items()}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    main(parser.parse_args().minutes)
