"""Fresh processes: one way to start them, ask them, learn why they died and end them.

    answer = ask("propbench.bench.costs.steps", request, variables, limit_s=120)

runs `main(request)` of the module in an interpreter of its own and gives what it returned. Request
and answer are JSON in private files, so that whatever foreign code prints corrupts neither. Every
process leads a group, which is ended with it, and by the keeper when this process is killed.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from propbench.bench import temporary
from propbench.bench.exits import CommandError
from propbench.bench.keeper import MARK, forget, keep, mark
from propbench.bench.reasons import cleaned

ROOT = Path(__file__).parents[2]
"""The folder that holds the package `propbench`: a checkout, or an environment's own."""

GRACE_S = 5.0
"""From asking a group to end to killing it."""
POLL_S = 0.05

_ENTRY = Path(__file__).with_name("entry.py")


class WorkerError(CommandError):
    """A fresh process did not do what it was started for; the message says why in one line."""


class Worker:
    """One fresh process that runs `main` of a module; a context that leaves nothing running."""

    def __init__(self, module: str, request: object, variables: Mapping[str, str]) -> None:
        self._private = ExitStack()
        folder = self._private.enter_context(temporary.folder())
        self._answer = folder / "answer.json"
        (folder / "request.json").write_text(json.dumps(request), "utf-8")
        self._output = (folder / "output").open("w+b")
        files = (str(folder / "request.json"), str(self._answer))
        command = [sys.executable, "-P", str(_ENTRY), module, *files]
        self._process = start(command, variables, self._output)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        end(self._process)
        self._output.close()
        self._private.close()

    @property
    def runs(self) -> bool:
        """Whether it has not ended yet."""
        return self._process.poll() is None

    def answer(self) -> Any:
        """Wait for the end; what `main` returned. Raises WorkerError where there is no answer."""
        code = self._process.wait()
        if code == 0 and self._answer.exists():
            return json.loads(self._answer.read_text("utf-8"))
        raise WorkerError(cause_of_death(code, self._output))


def ask(module: str, request: object, variables: Mapping[str, str], limit_s: float) -> Any:
    """What `main(request)` of the module returns in a fresh process.

    Raises WorkerError where it raises, exits, dies, or takes more than `limit_s` seconds.
    """
    with Worker(module, request, variables) as worker:
        deadline = time.monotonic() + limit_s
        while worker.runs:
            if time.monotonic() > deadline:
                raise WorkerError(f"took more than {limit_s:g} s and was ended")
            time.sleep(POLL_S)
        return worker.answer()


def start(
    command: Sequence[str],
    variables: Mapping[str, str],
    output: IO[bytes],
    folder: Path | None = None,
    pass_fds: Sequence[int] = (),
) -> "subprocess.Popen[bytes]":
    """Start a program as the leader of a group that does not outlive this process."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**variables, MARK: mark(), "TMPDIR": tempfile.gettempdir()},
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        pass_fds=pass_fds,
        start_new_session=True,
    )
    keep(process.pid)
    return process


def end(process: "subprocess.Popen[bytes]") -> None:
    """Leave nothing of its group running: ask, wait, then kill, also what it left behind."""
    if process.poll() is None:
        _signal(process.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(GRACE_S)
    _signal(process.pid, signal.SIGKILL)
    process.wait()
    forget(process.pid)


def cause_of_death(code: int, output: IO[bytes]) -> str:
    """Why a process ended with this code, in one line: a signal, or the last that it printed."""
    if code < 0:
        memory = ", as when memory runs out" if -code == signal.SIGKILL else ""
        return f"the process was killed by {_name(-code)}{memory}"
    output.seek(0)
    lines = output.read().decode("utf-8", "replace").split("\n")
    messages = [line for line in map(cleaned, lines) if line]
    return f"the process ended with {code}: {messages[-1] if messages else 'no message'}"


def _signal(group: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def _name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
