"""The tile's kernel: sums in registers, written for LLVM as it is to be, and no contender's code.

A bound has to stay where it is when an implementation changes, so nothing here is shared with one.
Multiply-adds may fuse. Nothing looks whether an index lies within its array.
"""

from typing import Any

import llvmlite.binding as llvm
from llvmlite import ir
from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic

from propbench.impls.contract import Array


def _register_bytes() -> int:
    features = llvm.get_host_cpu_features()
    return 64 if features.get("avx512f") else 32 if features.get("avx2") else 16


BYTES = _register_bytes()
"""Of a register."""
TERMS = 72
"""Of a sum: nine taps of eight channels."""
REGISTERS = 2
"""Side by side, of a channel's sums."""
CHANNELS = 8 if BYTES == 64 else 4
"""Machines with wider registers have 32 of them, others mostly 16, for the sums and operands."""
PLACES = 2
"""Sums are formed at two places in turn, so that no turn repeats the one before."""

FUSED = ("contract",)
"""A product and its sum may be one instruction."""
_index = ir.IntType(64)
_lane = ir.IntType(32)


@intrinsic
def _tile(_typing: Any, a: Any, w: Any, sums: Any) -> Any:
    """Sums (CHANNELS, registers) of a (TERMS, registers) and w (TERMS, CHANNELS), all flat."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        arrays = zip(signature.args, arguments, strict=True)
        operands = [context.make_array(of)(context, builder, array).data for of, array in arrays]
        _sums_of_terms(builder, operands, a.dtype.bitwidth // 8)
        return context.get_dummy_value()

    return types.void(a, w, sums), build


def _sums_of_terms(builder: Any, operands: list[Any], itemsize: int) -> None:
    """Emit one loop over the terms, with every sum in a register of its own."""
    a, w, sums = operands
    vector = ir.VectorType(a.type.pointee, BYTES // itemsize)
    zero = ir.Constant(vector, [0.0] * vector.count)
    totals = [
        cgutils.alloca_once_value(builder, zero)  # type: ignore[no-untyped-call]
        for _ in range(CHANNELS * REGISTERS)
    ]

    def register(array: Any, number: Any) -> Any:
        place = builder.gep(array, [builder.mul(number, _index(vector.count))])
        return builder.bitcast(place, vector.as_pointer())

    with cgutils.for_range(builder, _index(TERMS)) as term:
        first = builder.mul(term.index, _index(REGISTERS))
        columns = [
            builder.load(register(a, builder.add(first, _index(r))), align=itemsize)
            for r in range(REGISTERS)
        ]
        weights = builder.mul(term.index, _index(CHANNELS))
        for number, total in enumerate(totals):
            channel, r = divmod(number, REGISTERS)
            weight = builder.load(builder.gep(w, [builder.add(weights, _index(channel))]))
            product = builder.fmul(_spread(builder, weight, vector), columns[r], flags=FUSED)
            builder.store(builder.fadd(product, builder.load(total), flags=FUSED), total)
    for number, total in enumerate(totals):
        builder.store(builder.load(total), register(sums, _index(number)), align=itemsize)


def _spread(builder: Any, number: Any, vector: Any) -> Any:
    """A register full of a number."""
    nothing = ir.Constant(vector, ir.Undefined)
    single = builder.insert_element(nothing, number, _lane(0))
    everywhere = ir.Constant(ir.VectorType(_lane, vector.count), [0] * vector.count)
    return builder.shuffle_vector(single, nothing, everywhere)


_fill_tile: Any = _tile


@njit(cache=True, nogil=True, error_model="numpy")
def fill_tiles(a: Array, w: Array, sums: Array, tiles: int) -> None:
    """So many tiles at PLACES in turn: a (PLACES, TERMS, registers), sums (PLACES, CHANNELS,
    registers), flat."""
    for tile in range(tiles):
        place = tile % PLACES
        _fill_tile(a[place * (a.size // PLACES) :], w, sums[place * (sums.size // PLACES) :])
