"""Frozen kernels, one for each resource that a case can use; the same code runs on both sides.

They belong to the check and not to what is checked: when head's process is slower at these, the
machine or the processes differ, and no case of the run can be judged. Never change one for speed.
"""

import mmap
from collections.abc import Callable

import numpy as np

from propbench.impls.contract import Array

Kernel = Callable[[], object]

_L1_ELEMENTS = 1_024
_PRODUCT_SIZE = 96
_STREAM_ELEMENTS = 2_000_000
_ALLOCATIONS = 1_000
_LOOPS = 2_000


def interpreter() -> Kernel:
    """Bytecode and float objects; nothing leaves the smallest cache."""

    def run() -> float:
        total = 0.0
        for number in range(_LOOPS):
            total += 0.5 * number
        return total

    return run


def exponential() -> Kernel:
    """np.exp within the smallest cache, into a buffer that is there."""
    x = _aligned(np.linspace(-3, 3, _L1_ELEMENTS))
    out = _aligned(x)
    return lambda: np.exp(x, out=out)


def product() -> Kernel:
    """A matrix product of BLAS."""
    left = _aligned(np.random.default_rng(0).standard_normal((_PRODUCT_SIZE, _PRODUCT_SIZE)))
    out = _aligned(left)
    return lambda: np.matmul(left, left, out=out)


def stream() -> Kernel:
    """Reads and writes 32 MB: main memory, or the last cache where that is larger."""
    x = _aligned(np.ones(_STREAM_ELEMENTS))
    out = _aligned(x)
    return lambda: np.add(x, 1.0, out=out)


def allocations() -> Kernel:
    """Many small arrays, made and dropped."""

    def run() -> list[Array]:
        return [np.empty(8) for _ in range(_ALLOCATIONS)]

    return run


def _aligned(array: Array) -> Array:
    """A copy that begins with a page: elsewhere a product is 10 % slower, by luck."""
    room = np.empty(array.nbytes + mmap.PAGESIZE, np.uint8)
    start = -room.ctypes.data % mmap.PAGESIZE
    copy = room[start : start + array.nbytes].view(array.dtype).reshape(array.shape)
    copy[...] = array
    return copy


KERNELS: dict[str, Callable[[], Kernel]] = {
    "control-interpreter": interpreter,
    "control-exponential": exponential,
    "control-product": product,
    "control-stream": stream,
    "control-allocations": allocations,
}
