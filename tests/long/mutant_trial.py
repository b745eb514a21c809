"""Runs tests for `mutants.py`, each time in a child that finds the libraries loaded already.

A line of JSON says what is tried, another one what came of it. Nothing of ours is loaded before
the child starts, so that it sees the changed file. Which tests there are, how long they take and
which one failed is what pytest itself reports.
"""

import importlib
import json
import os
import select
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import IO, Any

import pytest

LIBRARIES = ("numpy", "scipy.stats", "pandas", "pydantic", "numba", "rich")
"""Not what pytest rewrites as it loads it, as hypothesis."""
COLLECTING = "collecting"
"""What stands for a test until the first one begins."""
SLOWEST, MORE_S = 4, 20
"""A test that takes so many times as long as without a mutant, and MORE_S, has failed."""
UNKNOWN_S = 900


@dataclass
class Trial:
    """The tests that pytest selects, in order: those that come first, then the quick ones."""

    arguments: Sequence[str]
    first: Sequence[str] = ()
    seconds: dict[str, float] = field(default_factory=dict)
    """Of every test without a mutant; empty when that is what is asked."""


@dataclass
class Outcome:
    """The test that failed, or nothing; the seconds of each that passed, and of them all."""

    failed: str = ""
    seconds: dict[str, float] = field(default_factory=dict)
    in_all: float = 0.0


class Reporter:
    """Puts the tests in order, and says which one begins and which one failed."""

    def __init__(self, trial: Trial, lines: IO[str]) -> None:
        self.trial = trial
        self.lines = lines

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Those that found an earlier change of this file first, then the quick ones."""
        first, seconds = set(self.trial.first), self.trial.seconds
        items.sort(key=lambda item: (item.nodeid not in first, seconds.get(item.nodeid, 0.0)))

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """What runs when nothing more is heard has hung, or ended the process."""
        self._say("begun", nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """With -x the first one is the last; what it made is put away before pytest ends."""
        if report.failed:
            self._say("failed", report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A change that fails when it is imported."""
        if report.failed:
            self._say("failed", report.nodeid or COLLECTING)

    def _say(self, what: str, nodeid: str) -> None:
        self.lines.write(json.dumps([what, nodeid]) + "\n")
        self.lines.flush()


def outcome(trial: Trial) -> Outcome:
    """Try it in a child, which is ended with all it started when a test takes too long."""
    readable, writable = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(readable)
        _try(trial, writable)
    os.close(writable)
    try:
        return _heard(trial, readable)
    finally:
        os.close(readable)
        os.killpg(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _try(trial: Trial, writable: int) -> None:
    """The child, which ends here. It writes no bytecode of a mutant: one of the same size and
    second as the next would be taken for it."""
    code: int = pytest.ExitCode.INTERNAL_ERROR
    try:
        os.setsid()
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nothing, stream)
        if trial.seconds:
            sys.dont_write_bytecode = True
            os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
        with os.fdopen(writable, "w") as lines:
            code = pytest.main([*trial.arguments], plugins=[Reporter(trial, lines)])
            lines.write(json.dumps(["ended", str(int(code))]) + "\n")
    finally:
        os._exit(int(code))


def _heard(trial: Trial, readable: int) -> Outcome:
    """What the child says until it has ended, or for as long as its present test may take."""
    found, test, started = Outcome(), COLLECTING, time.monotonic()
    first, buffer = started, b""
    while True:
        limit = SLOWEST * trial.seconds[test] + MORE_S if test in trial.seconds else UNKNOWN_S
        heard = select.select([readable], [], [], max(0.0, started + limit - time.monotonic()))[0]
        piece = os.read(readable, 1 << 16) if heard else b""
        now = time.monotonic()
        found.in_all = now - first
        if not piece:
            # It hung or ended in the middle of this test.
            found.failed = found.failed or test
            return found
        *lines, buffer = (buffer + piece).split(b"\n")
        for line in lines:
            what, name = json.loads(line)
            found.seconds[test] = now - started
            if what == "ended":
                whole = name == str(int(pytest.ExitCode.OK))
                found.failed = found.failed or ("" if whole else f"pytest ended with {name}")
                return found
            if what == "failed":
                found.failed = found.failed or name
            else:
                test, started = name, now


def main() -> None:
    """One trial a line, until there are no more."""
    for library in LIBRARIES:
        importlib.import_module(library)
    for line in sys.stdin:
        asked: dict[str, Any] = json.loads(line)
        print(json.dumps(asdict(outcome(Trial(**asked)))), flush=True)


if __name__ == "__main__":
    main()
