"""A headless Chromium that does what it is told over two pipes, without any library."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run")
_TO_IT, _FROM_IT = 3, 4
"""Where it reads what to do, and answers."""

Message = dict[str, Any]


def found() -> str | None:
    """The path of a Chromium of this machine."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


class Tab:
    """A tab: `do` waits for the answer and keeps what happens meanwhile in `events`."""

    def __init__(self, commands: int, answers: int) -> None:
        self._commands, self._answers = commands, open(answers, "rb", closefd=False)  # noqa: SIM115
        self._number, self._session = 0, ""
        self.events: list[Message] = []
        target = self.do("Target.createTarget", url="about:blank")["targetId"]
        attached = self.do("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]

    def do(self, method: str, **parameters: Any) -> Message:
        """The result of a command of the DevTools protocol. Raises RuntimeError where it fails."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self._number:
            self.events.append(answer)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        result: Message = answer["result"]
        return result

    def open(self, page: Path) -> None:
        """Load a page from disk, to the end."""
        self.events.clear()
        self.do("Page.navigate", url=page.resolve().as_uri())
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.events.append(self._next())

    def value(self, expression: str) -> Any:
        """What an expression is in the page; a promise is waited for."""
        asked = {"expression": expression, "returnByValue": True, "awaitPromise": True}
        result = self.do("Runtime.evaluate", **asked)
        if "exceptionDetails" in result:
            raise RuntimeError(str(result["exceptionDetails"]))
        return result["result"].get("value")

    def _next(self) -> Message:
        text = bytearray()
        while (letter := self._answers.read(1)) != b"\0":
            if not letter:
                raise RuntimeError("the browser has ended")
            text += letter
        message: Message = json.loads(text)
        return message


@contextmanager
def tab(browser: str, profile: Path) -> Iterator[Tab]:
    """A tab of a browser of its own, whose files are in `profile`; it is ended afterwards."""
    (to_read, to_write), (from_read, from_write) = os.pipe(), os.pipe()
    flags = [*_FLAGS, f"--user-data-dir={profile}", "--remote-debugging-pipe"]
    moved = f'exec "$@" {_TO_IT}<&{to_read} {_FROM_IT}>&{from_write}'
    process = subprocess.Popen(
        ["/bin/sh", "-c", moved, "sh", browser, *flags],
        pass_fds=(to_read, from_write),
        stderr=subprocess.DEVNULL,
    )
    os.close(to_read)
    os.close(from_write)
    try:
        yield Tab(to_write, from_read)
    finally:
        os.close(to_write)
        os.close(from_read)
        process.terminate()
        process.wait(timeout=20)
