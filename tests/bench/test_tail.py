"""Records that a worker hands over are saved once each, whenever a signal comes."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from propbench.bench.interrupts import as_interrupts
from propbench.bench.results import append_lines
from propbench.bench.timing import worker

LINES = b'{"id": "a"}\n{"id": "b"}\n'


def test_a_signal_in_the_middle_of_saving_doubles_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed, saved, done = tmp_path / "handed", tmp_path / "saved", list[str]()
    handed.write_bytes(LINES)

    def interrupted(path: Path, lines: bytes) -> None:
        append_lines(path, lines)
        os.kill(os.getpid(), signal.SIGTERM)
        # Long enough for another thread to take it.
        time.sleep(0.05)

    monkeypatch.setattr(worker, "append_lines", interrupted)
    tail = worker.Tail(handed, saved, done.append)
    with as_interrupts(), ThreadPoolExecutor(1) as pool:
        # A thread that signals may go to, as those of libraries are.
        pool.submit(int).result()
        with pytest.raises(KeyboardInterrupt):
            tail.follow()
        tail.follow()
    assert saved.read_bytes() == LINES


def test_half_a_line_waits_for_its_end(tmp_path: Path) -> None:
    handed, saved, done = tmp_path / "handed", tmp_path / "saved", list[str]()
    tail = worker.Tail(handed, saved, done.append)
    tail.follow()
    handed.write_bytes(LINES[:-5])
    tail.follow()
    assert done == ["a"]
    handed.write_bytes(LINES)
    tail.follow()
    assert (saved.read_bytes(), done) == (LINES, ["a", "b"])
