"""The driver's end of one worker process: start it, ask it, notice when it dies, end it."""

import json
import os
import select
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from propbench.bench import process
from propbench.bench.exits import CommandError
from propbench.bench.regression.sides.place import Place
from propbench.bench.sampling.turns import Pipes

REPLY_LIMIT_S = 120.0


class SideError(CommandError):
    """A worker died or did not answer; the message ends with what it printed last."""


class TargetError(Exception):
    """A side died, hung or gave another result within one target."""

    def __init__(self, target: str, reason: str) -> None:
        super().__init__(f"{target}: {reason}")
        self.target, self.reason = target, reason


class SideProcess:
    """One worker, a module that is run. Requests and replies alternate."""

    def __init__(self, place: Place, worker: str, turns: Pipes) -> None:
        self.place = place
        self._printed = tempfile.TemporaryFile()  # noqa: SIM115
        theirs_in, self._to = os.pipe()
        self._from, theirs_out = os.pipe()
        pipes = {"read": theirs_in, "write": theirs_out, "turns": turns}
        command = ["-P", "-m", worker, place.role, json.dumps(pipes)]
        shared = [end for pipe in turns.values() for end in pipe]
        self._process = process.start(
            [str(place.python), *command],
            place.environment,
            self._printed,
            folder=place.tree,
            pass_fds=(theirs_in, theirs_out, *shared),
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._pending = b""

    def pin(self, cores: Sequence[int]) -> None:
        """Where it may run from now on; one that is dead is noticed when it is asked something."""
        with suppress(ProcessLookupError):
            os.sched_setaffinity(self._process.pid, cores)

    def ask(self, do: str, **arguments: Any) -> dict[str, Any]:
        """Send a request and wait for its reply. Raises SideError."""
        self.send(do, **arguments)
        return replies([self])[0]

    def send(self, do: str, **arguments: Any) -> None:
        """Send a request without waiting, so that several sides can work at once."""
        try:
            os.write(self._to, (json.dumps({"do": do, **arguments}) + "\n").encode())
        except BrokenPipeError as error:
            raise SideError(self._epitaph()) from error

    def fileno(self) -> int:
        """Where to wait for what it says."""
        return self._from

    def answered(self) -> bool:
        """Whether a whole reply has come."""
        return self._pending.endswith(b"\n")

    def read(self) -> None:
        """Take in what has come. Raises SideError when it died."""
        read = os.read(self._from, 1 << 16)
        if not read:
            raise SideError(self._epitaph())
        self._pending += read

    def reply(self) -> dict[str, Any]:
        """The reply that has come."""
        line, self._pending = self._pending, b""
        reply: dict[str, Any] = json.loads(line)
        return reply

    def end(self) -> None:
        """Close the pipes; end what does not leave by itself, and what it started."""
        os.close(self._to)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(process.GRACE_S)
        process.end(self._process)
        os.close(self._from)
        self._printed.close()

    def _epitaph(self) -> str:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(process.GRACE_S)
        self._printed.seek(0)
        printed = self._printed.read().decode("utf-8", "replace").strip()
        return f"{self.place.role} ended with {self._process.returncode}: {printed[-300:]}"


def replies(sides: Sequence[SideProcess], limit_s: float = REPLY_LIMIT_S) -> list[dict[str, Any]]:
    """The reply of each side to its latest request.

    Raises SideError as soon as one dies: the others may be waiting for it.
    """
    deadline = time.monotonic() + limit_s
    while silent := [side for side in sides if not side.answered()]:
        left = max(0.0, deadline - time.monotonic())
        speaking = select.select(silent, [], [], left)[0]
        if not speaking:
            names = " and ".join(side.place.role for side in silent)
            raise SideError(f"{names} did not answer within {limit_s:g} s")
        for side in speaking:
            side.read()
    return [side.reply() for side in sides]
