"""Every sample on a stack of its own, because where a stack lies changes how fast code runs.

NumPy's exp of float64 keeps constants in its library and spills registers onto the stack. On the
processors that were looked at (AMD Zen 4) it is 1.8 to 3 times slower in one process of fifty, for
as long as the process lives: whatever the data, the buffers, the core and the hash seed are, and
also where the virtual addresses are the same. A forked child, whose stack pages are copies and lie
elsewhere in physical memory, is fast again, and so is a thread. Compiled code and the interpreter
use the stack too. With another stack for each sample, an unlucky one costs a sample, not a restart.
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
