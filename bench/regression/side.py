"""The driver's end of one worker process: start it, ask it, notice when it dies, end it."""

import json
import os
import select
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.regression.settings import Side as Role

REPLY_LIMIT_S = 120.0
GRACE_S = 5.0


class SideError(Exception):
    """A worker died or did not answer; the message ends with what it printed last."""


class TargetError(Exception):
    """A side died, hung or gave another result within one target."""

    def __init__(self, target: str, reason: str) -> None:
        super().__init__(f"{target}: {reason}")
        self.target, self.reason = target, reason


@dataclass(frozen=True)
class Place:
    """Where and with what a side runs."""

    role: Role
    tree: Path
    python: Path
    environment: Mapping[str, str]


class SideProcess:
    """One worker. Requests and replies alternate."""

    def __init__(self, place: Place, limit_s: float = REPLY_LIMIT_S) -> None:
        self.place, self._limit_s = place, limit_s
        self._printed = tempfile.TemporaryFile()  # noqa: SIM115
        theirs_in, self._to = os.pipe()
        self._from, theirs_out = os.pipe()
        command = ["-P", "-m", "bench.regression.worker", str(theirs_in), str(theirs_out)]
        self._process = subprocess.Popen(
            [str(place.python), *command],
            cwd=place.tree,
            env=dict(place.environment),
            stdin=subprocess.DEVNULL,
            stdout=self._printed,
            stderr=subprocess.STDOUT,
            pass_fds=(theirs_in, theirs_out),
            start_new_session=True,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._pending = b""

    def ask(self, do: str, **arguments: Any) -> dict[str, Any]:
        """Send a request and wait for its reply. Raises SideError."""
        self.send(do, **arguments)
        return self.receive()

    def send(self, do: str, **arguments: Any) -> None:
        """Send a request without waiting, so that several sides can work at once."""
        try:
            os.write(self._to, (json.dumps({"do": do, **arguments}) + "\n").encode())
        except BrokenPipeError as error:
            raise SideError(self._epitaph()) from error

    def receive(self) -> dict[str, Any]:
        """The reply to the latest request. Raises SideError."""
        deadline = time.monotonic() + self._limit_s
        while b"\n" not in self._pending:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self._from], [], [], left)[0]:
                raise SideError(f"{self.place.role} did not answer within {self._limit_s:g} s")
            read = os.read(self._from, 1 << 16)
            if not read:
                raise SideError(self._epitaph())
            self._pending += read
        line, _, self._pending = self._pending.partition(b"\n")
        reply: dict[str, Any] = json.loads(line)
        return reply

    def end(self) -> None:
        """Close the pipes; kill what does not leave by itself."""
        os.close(self._to)
        try:
            self._process.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._from)
        self._printed.close()

    def _epitaph(self) -> str:
        self._process.wait(GRACE_S)
        self._printed.seek(0)
        printed = self._printed.read().decode("utf-8", "replace").strip()
        return f"{self.place.role} ended with {self._process.returncode}: {printed[-300:]}"
