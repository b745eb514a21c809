"""The keeper: a small process that kills the groups which this one leaves when it is killed.

Whatever kills this process closes its end of the keeper's standard input. Until then the keeper
reads the numbers of groups, a line each: `+` begins one that is to be watched, `-` one that ended.
"""

import atexit
import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache


def keep(group: int) -> None:
    """Have a process group killed if this process does not live to end it."""
    _tell(f"+{group}\n")


def forget(group: int) -> None:
    """The group has ended: its number may soon be another's."""
    _tell(f"-{group}\n")


def watch(lines: Iterable[str]) -> None:
    """The keeper's own work, until the lines end."""
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


def _tell(line: str) -> None:
    keeper = _started(os.getpid())
    assert keeper.stdin is not None
    # Without its keeper a run goes on: only its own death would then leave something behind.
    with suppress(BrokenPipeError):
        keeper.stdin.write(line)
        keeper.stdin.flush()


@cache
def _started(_: int) -> "subprocess.Popen[str]":
    """The keeper of the process of this number; a fork has one of its own."""
    keeper = subprocess.Popen(
        [sys.executable, "-I", "-S", __file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        # Out of reach of what ends the terminal's group.
        start_new_session=True,
    )
    atexit.register(keeper.communicate)
    return keeper


if __name__ == "__main__":
    watch(sys.stdin)
