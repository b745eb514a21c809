"""What a fresh process does in tests: the request names it. `main` is called by bench/entry.py."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

CHILD = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(99)"


def _prints() -> dict[str, str]:
    print('{"answer": "foreign"}')
    os.write(1, b'{"answer": "more foreign"}\n\xff')
    return {"answer": "own \u2028 \u0085"}


def _raises() -> None:
    raise ValueError("first line\nlast \u2028 line")


def _exits() -> None:
    os._exit(0)


def _quits() -> None:
    sys.exit("please install libfoo")


def _aborts() -> None:
    os.abort()


def _sleeps() -> None:
    time.sleep(99)


def _leaves_a_child() -> int:
    return subprocess.Popen([sys.executable, "-c", CHILD]).pid


def _waits_with_a_child(seen: str) -> None:
    child = _leaves_a_child()
    Path(seen).write_text(f"{os.getpid()} {child}", "utf-8")
    time.sleep(99)


def _imported() -> dict[str, str]:
    import numpy

    import propbench

    return {"propbench": str(propbench.__file__), "numpy": str(numpy.__file__)}


def _variables() -> dict[str, str]:
    return dict(os.environ)


DOES: dict[str, Callable[..., Any]] = {
    "prints": _prints,
    "raises": _raises,
    "exits": _exits,
    "quits": _quits,
    "aborts": _aborts,
    "sleeps": _sleeps,
    "leaves a child": _leaves_a_child,
    "waits with a child": _waits_with_a_child,
    "imports": _imported,
    "reads its environment": _variables,
}


def main(request: list[str]) -> Any:
    """Do what the first word says, with the others."""
    what, *arguments = request
    return DOES[what](*arguments)
