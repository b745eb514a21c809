"""Every sample on a stack of its own, because where a stack lies changes how fast code runs.

NumPy's exp of float64 keeps constants in its library and spills registers onto the stack. On AMD
Zen 4 it was 1.8 to 3 times slower in one process of fifty, for as long as the process lived:
whatever the data, the buffers, the core and the hash seed were, and also where the virtual
addresses were the same. On an Intel Xeon interpreted loops were 1.2 to 1.5 times slower in 8 of
1 769 processes. A new thread of such a process is as fast as any; so was a forked child on AMD,
whose stack pages are copies.

What fits: a load that follows a store to the same place of another page waits for it where eight
more bits of their addresses in the machine agree, because a processor compares the low 20 bits
first (Islam et al. 2019, "SPOILER"). On that Xeon, of 4 096 pages of memory 12 to 27 were 5.5 times
slower beside a given one; each of these was so beside every other, and beside none of the rest.
Neither virtual addresses nor those of a virtual machine show which. Two pages that a loop keeps
using share a group once in 256 processes, and nothing that the process can read tells.

With another stack for each sample, an unlucky one costs a sample, not a restart. Pages of the heap
stay where they are, which may be why one restart of a hundred of interpreted loops is 20 % off.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import TypeVar

Result = TypeVar("Result")

_SIZES = count(2**23, 2**16)
"""Bytes; each larger than those before, so that the C library cannot hand out an old one."""


def on_fresh_stack(function: Callable[[], Result]) -> Result:
    """What `function` returns or raises, called in a new thread while this one waits."""
    usual = threading.stack_size(next(_SIZES))
    try:
        with ThreadPoolExecutor(max_workers=1) as fresh:
            return fresh.submit(function).result()
    finally:
        threading.stack_size(usual)
