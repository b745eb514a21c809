"""Counts the arrays that are made: every temporary of NumPy, and every block of compiled code.

NumPy asks a handler for the memory of an array (NEP 49); ours counts and hands on to the default
one. Small blocks that NumPy keeps for reuse are counted like any other.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from numba.core.runtime import _nrt_python  # type: ignore[attr-defined]
from numba.core.runtime.nrt import rtsys
from numpy._core import _multiarray_umath  # type: ignore[attr-defined]

_SET_HANDLER = 304
"""Place of PyDataMem_SetHandler in NumPy's table of C functions, fixed by its ABI."""
_CAPSULE = b"mem_handler"

_Pointer, _Size = ctypes.c_void_p, ctypes.c_size_t
# The kind that keeps the interpreter's lock, which NumPy holds at every call.
_Malloc = ctypes.PYFUNCTYPE(_Pointer, _Pointer, _Size)
_Calloc = ctypes.PYFUNCTYPE(_Pointer, _Pointer, _Size, _Size)


class _Handler(ctypes.Structure):
    """PyDataMem_Handler of NumPy's C interface."""

    _fields_ = (
        ("name", ctypes.c_char * 127),
        ("version", ctypes.c_uint8),
        ("context", _Pointer),
        ("malloc", _Malloc),
        ("calloc", _Calloc),
        ("realloc", _Pointer),
        ("free", _Pointer),
    )


@dataclass
class Counted:
    """What was allocated while it was counted."""

    arrays: int = 0
    """Arrays of NumPy."""
    array_bytes: int = 0
    blocks: int = 0
    """Blocks that compiled code asked for."""


@contextmanager
def counted() -> Iterator[Counted]:
    """Count what the body allocates; complete when it has ended."""
    found = Counted()
    _nrt_python.memsys_enable_stats()
    before = _blocks()
    default = _set_handler(_counting(found))
    try:
        yield found
    finally:
        _set_handler(default)
        found.blocks = _blocks() - before
        _nrt_python.memsys_disable_stats()


def _blocks() -> int:
    return int(rtsys.get_allocation_stats().alloc)  # type: ignore[no-untyped-call]


def _counting(found: Counted) -> Any:
    """A handler that counts; arrays made under it are freed as ever."""
    default = _Handler.from_address(_pointer(_default_handler(), _CAPSULE))

    def malloc(context: int, size: int) -> int:
        found.arrays, found.array_bytes = found.arrays + 1, found.array_bytes + size
        return int(default.malloc(context, size))

    def calloc(context: int, count: int, size: int) -> int:
        found.arrays, found.array_bytes = found.arrays + 1, found.array_bytes + count * size
        return int(default.calloc(context, count, size))

    handler = _Handler(
        name=b"counting",
        version=1,
        context=default.context,
        malloc=_Malloc(malloc),
        calloc=_Calloc(calloc),
        realloc=default.realloc,
        free=default.free,
    )
    # Arrays that outlive this module at exit still ask it how to be freed.
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(handler))
    return _new_capsule(ctypes.addressof(handler), _CAPSULE, None)


def _default_handler() -> Any:
    """NumPy's own: what setting nothing gives back."""
    present = _set_handler(None)
    _set_handler(present)
    return present


def _function(name: str, result: Any, *arguments: Any) -> Any:
    return ctypes.PYFUNCTYPE(result, *arguments)((name, ctypes.pythonapi))


_new_capsule = _function("PyCapsule_New", ctypes.py_object, _Pointer, ctypes.c_char_p, _Pointer)
_pointer = _function("PyCapsule_GetPointer", _Pointer, ctypes.py_object, ctypes.c_char_p)


def _set_handler(handler: Any) -> Any:
    """Install a handler, or NumPy's own for None; gives back the one before."""
    table = _pointer(_multiarray_umath._ARRAY_API, None)
    address = (_Pointer * (_SET_HANDLER + 1)).from_address(table)[_SET_HANDLER]
    assert address is not None
    one = ctypes.PYFUNCTYPE(ctypes.py_object, ctypes.py_object if handler else _Pointer)
    return one(address)(handler)
