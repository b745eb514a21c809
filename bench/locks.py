"""Locks that end with their owner, however it ends.

What is locked is a file or a folder that the owner has open. No number of a process is kept, which
is another's as soon as the owner is dead, and another's now in another container.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def locked(path: Path) -> Iterator[bool]:
    """Whether a file or a folder, and no link, is nobody else's, and ours within the block.

    Raises OSError where there is none, or where the file system has no locks.
    """
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        yield _lock(handle) and _is_still(path, handle)
    finally:
        os.close(handle)


def claim(path: Path, handle: int) -> bool:
    """Whether what was just made and is open here is ours until it is closed; not if `locked` took
    it for abandoned in the instant between. Where there are no locks, nobody can have done so."""
    ours = True
    with suppress(OSError):
        ours = _lock(handle)
    return ours and _is_still(path, handle)


def _lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_still(path: Path, handle: int) -> bool:
    """Whether what is open here still lies there, and was not removed before it was locked."""
    try:
        return os.path.samestat(path.lstat(), os.fstat(handle))
    except FileNotFoundError:
        return False
