"""Chunks of the examples side by side in threads of Python: compiled code lets go of the lock."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TypeVar

import numpy as np

from propbench.impls.contract import Array

T = TypeVar("T")


def side_by_side(run: Callable[[T], None], chunks: Sequence[T]) -> None:
    """All chunks at once: the first in this thread, the others in a pool."""
    others = [_pool().submit(run, chunk) for chunk in chunks[1:]]
    run(chunks[0])
    for other in others:
        other.result()


def add_up(arrays: Sequence[Array]) -> None:
    """Into the first of them."""
    for array in arrays[1:]:
        np.add(arrays[0], array, out=arrays[0])


@lru_cache(maxsize=1)
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor()
