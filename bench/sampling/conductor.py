"""Forks a process for each contender, asks them in turn, and notices who dies or hangs.

Forked after the libraries are imported, a contender starts within milliseconds, and what it does
to NumPy's error state, to warnings, threads or random numbers stays with it. Libraries that do not
bear a fork (PyTorch, JAX) are imported by their contenders, afterwards.
"""

import json
import mmap
import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from propbench.bench.sampling.seat import Message, Seat, send

MOST_CONTENDERS = 255
"""The holder of a turn is one byte."""
GRACE_S = 1.0
"""From the end of its replies to its own."""
POLL_S = 0.005


class ContenderError(Exception):
    """A contender died or did not answer; `name` says which, the message why."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(reason)
        self.name = name


@dataclass
class Contender:
    """The conductor's end of one forked process."""

    name: str
    pid: int
    requests: int
    replies: int
    _read: bytearray = field(default_factory=bytearray)

    def send(self, message: Message) -> None:
        """Ask; one that is dead is noticed when it does not answer."""
        try:
            send(self.requests, message)
        except BrokenPipeError:
            return

    def answered(self) -> bool:
        return b"\n" in self._read

    def read(self) -> None:
        """Take in what has come. Raises ContenderError at its end."""
        data = os.read(self.replies, 2**16)
        if not data:
            raise ContenderError(self.name, self._end())
        self._read += data

    def reply(self) -> Message:
        """The oldest line. Raises ContenderError where it is no message."""
        line, _, rest = bytes(self._read).partition(b"\n")
        self._read = bytearray(rest)
        try:
            message: Message = json.loads(line)
        except ValueError:
            raise ContenderError(self.name, "something else wrote to its pipe of replies") from None
        return message

    def _end(self) -> str:
        deadline = time.monotonic() + GRACE_S
        while not (ended := os.waitpid(self.pid, os.WNOHANG))[0]:
            if time.monotonic() > deadline:
                return "closed its pipe of replies and was ended"
            time.sleep(POLL_S)
        self.pid, status = 0, ended[1]
        code = os.waitstatus_to_exitcode(status)
        if code < 0:
            return f"the process was killed by {signal.Signals(-code).name}"
        return f"the process ended with {code} and without an answer"


@dataclass
class Conductor:
    """All contenders of a restart, by name."""

    contenders: dict[str, Contender]
    holder: mmap.mmap
    limit_s: float

    def ask(self, name: str, message: Message) -> Message:
        """One contender's reply. Raises ContenderError."""
        return self.ask_all([name], message)[name]

    def ask_all(self, names: Sequence[str], message: Message) -> dict[str, Message]:
        """The replies of contenders that work by turns. Raises ContenderError."""
        asked = [self.contenders[name] for name in names]
        for contender in asked:
            contender.send(message)
        deadline = time.monotonic() + self.limit_s
        while silent := [contender for contender in asked if not contender.answered()]:
            left = max(0.0, deadline - time.monotonic())
            ready = select.select([contender.replies for contender in silent], [], [], left)[0]
            if not ready:
                raise ContenderError(
                    self._hanging(names), f"took more than {self.limit_s:g} s and was ended"
                )
            for contender in silent:
                if contender.replies in ready:
                    self._read(contender, names)
        return {contender.name: contender.reply() for contender in asked}

    def _read(self, contender: Contender, names: Sequence[str]) -> None:
        """Raises ContenderError at its end, which says in whose turn, if that was another's."""
        try:
            contender.read()
        except ContenderError as error:
            holder = self._hanging(names)
            if holder == contender.name:
                raise
            raise ContenderError(contender.name, f"{error} in the turn of {holder}") from None

    def _hanging(self, names: Sequence[str]) -> str:
        """Of several, the one whose turn it is."""
        holder = list(self.contenders)[self.holder[0]]
        return holder if holder in names else names[0]


@contextmanager
def conducting(
    names: Iterable[str], serve: Callable[[Seat], None], limit_s: float
) -> Iterator[Conductor]:
    """A forked process for each name, in which `serve` runs; all are ended afterwards."""
    names = list(names)
    if len(names) > MOST_CONTENDERS:
        raise ValueError(f"got {len(names)} contenders, expected at most {MOST_CONTENDERS}")
    pipes = {name: os.pipe() for name in names}
    holder = mmap.mmap(-1, 1)
    contenders: dict[str, Contender] = {}
    try:
        for number, name in enumerate(names):
            (requests, ask), (answer, replies) = os.pipe(), os.pipe()
            pid = os.fork()
            if pid == 0:
                for other in contenders.values():
                    os.close(other.requests)
                    os.close(other.replies)
                os.close(ask)
                os.close(answer)
                _live(serve, Seat(name, number, requests, replies, pipes, holder))
            os.close(requests)
            os.close(replies)
            contenders[name] = Contender(name, pid, ask, answer)
        yield Conductor(contenders, holder, limit_s)
    finally:
        _end(contenders.values())
        for end in (end for ends in pipes.values() for end in ends):
            os.close(end)


def _live(serve: Callable[[Seat], None], seat: Seat) -> None:
    """The whole life of a forked process; it never returns to what its parent was doing."""
    code = 1
    try:
        serve(seat)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _end(contenders: Iterable[Contender]) -> None:
    """Make sure that none is left running: they end with their requests, or are killed."""
    for contender in contenders:
        os.close(contender.requests)
        os.close(contender.replies)
        if contender.pid:
            os.kill(contender.pid, signal.SIGKILL)
            os.waitpid(contender.pid, 0)
