"""Compiled code that is kept from one session of tests to the next, as it is half of their work.

Numba looks whether a file has changed, and not whether one that it uses has. So there is a folder
for what all of them say now, and none for what they said before.
"""

import hashlib
import shutil
from contextlib import ExitStack, suppress
from pathlib import Path

from propbench.bench import temporary
from propbench.bench.locks import locked

ROOT = Path(__file__).parents[1]
KEPT = ROOT / ".compiled"
SOURCES = ("impls", "bench/subjects")
"""Folders with all that is compiled in the tests' own processes."""


def folder(session: ExitStack, kept: Path = KEPT, root: Path = ROOT) -> Path:
    """Where a session keeps compiled code, until it ends; a private place where another session
    has the kept one, or nobody may write."""
    with suppress(OSError):
        own = kept / _print(root)
        # Whoever can write this folder decides what code the tests run.
        own.mkdir(mode=0o700, parents=True, exist_ok=True)
        if session.enter_context(locked(own)):
            _forget_others(own)
            return own
    return session.enter_context(temporary.folder())


def _print(root: Path) -> str:
    """Of every file that is compiled or used there."""
    files = sorted(file for folder in SOURCES for file in (root / folder).rglob("*.py"))
    assert files
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:16]


def _forget_others(own: Path) -> None:
    for other in own.parent.iterdir():
        if other != own:
            with locked(other) as ours:
                if ours:
                    shutil.rmtree(other)
