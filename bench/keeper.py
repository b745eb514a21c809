"""The keeper: a small process that kills what this one leaves running when it is killed.

Whatever kills this process closes its end of the keeper's standard input. Until then the keeper
reads the numbers of groups, a line each: `+` begins one that is to be watched, `-` one that ended.
Processes in no group of ours, such as those of a pool, are known by a mark in their environment.
"""

import atexit
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache

MARK = "PROPBENCH_STARTED_BY"


def mark() -> str:
    """What is to stand in the environment of whoever must not outlive this process.

    Children that inherit its environment have it from now on.
    """
    _started(os.getpid())
    return os.environ[MARK]


def keep(group: int) -> None:
    """Have a process group killed if this process does not live to end it."""
    _tell(f"+{group}\n")


def forget(group: int) -> None:
    """The group has ended: its number may soon be another's."""
    _tell(f"-{group}\n")


def watch(lines: Iterable[str], mark: str) -> None:
    """The keeper's own work: until the lines end, and then."""
    groups: dict[int, None] = {}
    for line in lines:
        number = int(line[1:])
        if line.startswith("+"):
            groups[number] = None
        else:
            groups.pop(number, None)
    for group in groups:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)
    _kill_marked(mark)


def _kill_marked(mark: str) -> None:
    # Imported here, when nothing is measured any more.
    import psutil

    for process in psutil.process_iter():
        with suppress(psutil.Error):
            # A resource tracker ends by itself, and removes what the others have left.
            tracks = any("resource_tracker" in word for word in process.cmdline())
            if process.environ().get(MARK) == mark and not tracks:
                process.kill()


def _tell(line: str) -> None:
    keeper = _started(os.getpid())
    assert keeper.stdin is not None
    # Without its keeper a run goes on: only its own death would then leave something behind.
    with suppress(BrokenPipeError):
        keeper.stdin.write(line)
        keeper.stdin.flush()


@cache
def _started(process: int) -> "subprocess.Popen[str]":
    """The keeper of the process of this number; a fork has one of its own."""
    own_mark = f"{process}-{secrets.token_hex(8)}"
    keeper = subprocess.Popen(
        [sys.executable, "-I", __file__, own_mark],
        env={name: value for name, value in os.environ.items() if name != MARK},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        # Out of reach of what ends the terminal's group.
        start_new_session=True,
    )
    os.environ[MARK] = own_mark
    atexit.register(keeper.communicate)
    return keeper


if __name__ == "__main__":
    watch(sys.stdin, sys.argv[1])
