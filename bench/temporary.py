"""Temporary folders: the one place that makes them, and removes those of owners that were killed.

A folder is locked while its owner lives. One that is not was left behind, and whoever makes the
next removes it.
"""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from propbench.bench.locks import claim, locked

PREFIX = "propbench-work-"


@contextmanager
def folder(place: Path | None = None) -> Iterator[Path]:
    """A private folder, gone at the end of the block, or soon after this process is killed.

    `place` is where it is made, if not among other temporary files: on the same disk as what it
    becomes, for instance.
    """
    place = place or Path(tempfile.gettempdir())
    _remove_abandoned(place)
    with ExitStack() as stack:
        yield _made(stack, place)


@contextmanager
def all_in_one() -> Iterator[None]:
    """Keep every temporary file of this process and of those it starts in one such folder, also
    those of code that knows nothing of it. Only for a process that is all ours."""
    before = tempfile.tempdir
    with folder() as own:
        tempfile.tempdir = str(own)
        try:
            yield
        finally:
            tempfile.tempdir = before


def _made(stack: ExitStack, place: Path) -> Path:
    made = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=PREFIX, dir=place)))
    with suppress(FileNotFoundError):
        handle = os.open(made, os.O_RDONLY)
        stack.callback(os.close, handle)
        if claim(made, handle):
            return made
    return _made(stack, place)


def _remove_abandoned(place: Path) -> None:
    for found in place.glob(f"{PREFIX}*"):
        # Others may remove it, too.
        with suppress(OSError):
            if _is_own_folder(found):
                with locked(found) as ours:
                    if ours:
                        shutil.rmtree(found)


def _is_own_folder(path: Path) -> bool:
    """Whether it is no link and no other user's, whatever this user may remove."""
    seen = path.lstat()
    return stat.S_ISDIR(seen.st_mode) and seen.st_uid == os.geteuid()
