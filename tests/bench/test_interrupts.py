"""A run that is ended, in whatever way, leaves nothing running, nor the processes of a pool."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from propbench.bench.interrupts import as_interrupts
from propbench.bench.process import ROOT

PROGRAM = """
import os, sys, time
from pathlib import Path
from joblib import Parallel, delayed
from propbench.bench.interrupts import as_interrupts

def work(folder, number):
    (Path(folder) / str(os.getpid())).touch()
    time.sleep(99)

if __name__ == "__main__":
    with as_interrupts():
        Parallel(n_jobs=2)(delayed(work)(sys.argv[1], number) for number in range(2))
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_the_processes_of_a_pool_end_with_whoever_started_it(
    tmp_path: Path, number: signal.Signals
) -> None:
    program, seen = tmp_path / "program.py", tmp_path / "seen"
    seen.mkdir()
    program.write_text(PROGRAM, "utf-8")
    command = [sys.executable, str(program), str(seen)]
    parent = subprocess.Popen(
        command,
        env={"PYTHONPATH": str(ROOT)},
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
    )
    while len(list(seen.iterdir())) < 2:
        time.sleep(0.05)
    pool = [psutil.Process(int(file.name)) for file in seen.iterdir()]
    parent.send_signal(number)
    parent.wait(timeout=30)
    assert psutil.wait_procs(pool, timeout=20)[1] == []


def test_either_signal_is_an_interrupt_once_and_handlers_are_put_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt, match="SIGTERM"):
        _end_twice()
    assert signal.getsignal(signal.SIGTERM) == before


def _end_twice() -> None:
    with as_interrupts():
        try:
            signal.raise_signal(signal.SIGTERM)
        finally:
            # Neither ends the saving that the first one asked for.
            signal.raise_signal(signal.SIGTERM)
            signal.raise_signal(signal.SIGHUP)


def test_what_ignores_hang_ups_goes_on_ignoring_them() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with as_interrupts():
            signal.raise_signal(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)
