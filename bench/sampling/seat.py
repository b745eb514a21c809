"""A contender's end: requests of the conductor come in, replies go out, turns are waited for.

Requests and replies are JSON lines on pipes of their own, so that whatever the code under test
prints cannot be taken for one.
"""

import json
import mmap
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from propbench.bench.sampling.schedule import Passes
from propbench.bench.sampling.turns import Pipes, Turns

Message = dict[str, Any]


@dataclass
class Seat:
    """Where one contender sits. `holder` is shared by all: whose turn it is, for the conductor to
    see when nobody answers."""

    name: str
    number: int
    requests: int
    replies: int
    pipes: Pipes
    holder: mmap.mmap

    def __post_init__(self) -> None:
        self._lines = os.fdopen(self.requests, encoding="utf-8")

    def request(self) -> Message:
        """The conductor's next request. Raises EOFError when there will be none."""
        line = self._lines.readline()
        if not line:
            raise EOFError("the conductor has gone")
        message: Message = json.loads(line)
        return message

    def reply(self, message: Message) -> None:
        send(self.replies, message)

    def turns(self, passes: Passes) -> Iterator[None]:
        """Yields whenever this contender's slice has come."""
        order = [name for joined in passes for name in joined]
        for _ in Turns(self.name, self.pipes).mine(order):
            self.holder[0] = self.number
            yield


def send(descriptor: int, message: Message) -> None:
    """Write one message as a line."""
    data = json.dumps(message).encode() + b"\n"
    while data:
        data = data[os.write(descriptor, data) :]
