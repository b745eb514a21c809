"""The life of a run that is killed again and again and goes on: what must hold each time."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from propbench.bench import results
from propbench.bench.process import ROOT
from propbench.bench.results import Run

START_S = 4.0
"""A run that goes on is about where it was after so many seconds."""
END_S = 20.0
"""Time for what a killed one had started to end."""


def unfinished(folder: Path) -> list[Path]:
    """What a writer has left that was killed."""
    return list(folder.rglob(".*.unfinished"))


def instants(number: int, life_s: float, generator: random.Random) -> list[float]:
    """So many moments of a life, in order."""
    return sorted(generator.uniform(0, life_s) for _ in range(number))


@dataclass
class Life:
    """One run and its page, with a system's temporary folder of its own."""

    out: Path
    chosen: Sequence[str]
    kept: Run | None = None
    temporary: set[Path] = field(default_factory=set)

    @property
    def complete(self) -> bool:
        return self.kept is not None and self.kept.run.status == "complete"

    def run(self, after_s: float | None) -> bool:
        """Whether a start of the run, or the next, was killed after so many seconds; if not, it is
        complete."""
        resumed = ["--resume"] if self.kept else []
        killed = self._killed(["run", *resumed, *self.chosen], after_s)
        self._nothing_lost()
        assert killed or self.complete
        return killed

    def page(self, after_s: float | None) -> bool:
        """Whether writing its page was killed after so many seconds."""
        return self._killed(["report"], after_s)

    def written(self) -> dict[str, bytes]:
        """The files of the page."""
        return {file.name: file.read_bytes() for file in self.out.iterdir() if _is_page(file)}

    def nothing_is_left(self) -> None:
        """After a start that was not killed."""
        assert unfinished(self.out) == []
        assert list(self._place.iterdir()) == []

    @property
    def _place(self) -> Path:
        return self.out.parent / f"{self.out.name}-temporary"

    def _killed(self, arguments: Sequence[str], after_s: float | None) -> bool:
        self._place.mkdir(exist_ok=True)
        command = [sys.executable, "-m", "propbench", *arguments, "--out", str(self.out)]
        variables = {**os.environ, "TMPDIR": str(self._place)}
        with subprocess.Popen(
            command,
            cwd=ROOT,
            env=variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as program:
            try:
                said, _ = program.communicate(timeout=after_s)
            except subprocess.TimeoutExpired:
                program.send_signal(signal.SIGKILL)
                program.communicate()
            else:
                assert program.returncode == 0, said
        self._nothing_runs()
        found = set(self._place.iterdir())
        # Whoever made a folder of its own had removed those of the dead before.
        assert found == self.temporary or not found & self.temporary
        self.temporary = found
        return program.returncode != 0

    def _nothing_runs(self) -> None:
        """Whoever it started knows its place for temporary files."""
        deadline = time.monotonic() + END_S
        while running := [one for one in psutil.process_iter() if self._is_started(one)]:
            assert time.monotonic() < deadline, running
            time.sleep(0.1)

    def _is_started(self, process: psutil.Process) -> bool:
        try:
            return process.environ().get("TMPDIR", "").startswith(str(self._place))
        except psutil.Error:
            return False

    def _nothing_lost(self) -> None:
        """The run loads and begins as it was before; none where it had not begun."""
        if self.kept is None and not list(self.out.glob("runs/*/run.json")):
            return
        now = results.load(results.newest(self.out / "runs"))
        kinds = ("checks", "timings", "costs", "allocation", "training", "observations")
        for kind in kinds if self.kept else ():
            earlier = getattr(self.kept, kind)
            assert getattr(now, kind)[: len(earlier)] == earlier
        self.kept = now


def _is_page(file: Path) -> bool:
    return file.is_file() and not file.name.startswith(".")
