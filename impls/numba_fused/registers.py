"""Vector registers as values in compiled code: load, store, spread, choose, sum.

`load(a, i)` reads as many numbers of a flat array from index i as a register holds; arithmetic on
what it gives stays in registers, as `windows.py` needs it; sums of products are emitted as a whole,
with the words of `emitted.py`. `total` may add in any order. Nothing here looks whether an index
lies within its array.

Measured in the training step of `conv.py`: registers of 64 bytes in place of 32 make it 1.5 times
as fast.
"""

from typing import Any

import llvmlite.binding as llvm
import numpy as np
from llvmlite import ir
from numba import types
from numba.core.datamodel import models
from numba.extending import intrinsic, register_model


def _register_bytes() -> int:
    features = llvm.get_host_cpu_features()
    return 64 if features.get("avx512f") else 32 if features.get("avx2") else 16


BYTES = _register_bytes()
"""Of a register."""


def lanes_of(dtype: np.dtype[Any]) -> int:
    """Numbers in a register."""
    return BYTES // dtype.itemsize


class Vector(types.Type):
    """A register of numbers of one type."""

    def __init__(self, dtype: Any) -> None:
        self.dtype, self.lanes = dtype, BYTES // (dtype.bitwidth // 8)
        super().__init__(name=f"Vector({dtype}, {self.lanes})")


def vector_type(vector: Vector) -> Any:
    """LLVM's type of it."""
    number = ir.DoubleType() if vector.dtype == types.float64 else ir.FloatType()
    return ir.VectorType(number, vector.lanes)


@register_model(Vector)
class _Model(models.PrimitiveModel):
    def __init__(self, manager: Any, vector: Vector) -> None:
        super().__init__(manager, vector, vector_type(vector))  # type: ignore[no-untyped-call]


def _place(context: Any, builder: Any, signature: Any, arguments: Any, vector: Vector) -> Any:
    """Pointer to the element of the first argument at the index of the second."""
    array = context.make_array(signature.args[0])(context, builder, arguments[0])
    return builder.bitcast(
        builder.gep(array.data, [arguments[1]]), vector_type(vector).as_pointer()
    )


@intrinsic
def _load(_typing: Any, array: Any, index: Any) -> Any:
    vector = Vector(array.dtype)

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        place = _place(context, builder, signature, arguments, vector)
        return builder.load(place, align=array.dtype.bitwidth // 8)

    return vector(array, types.intp), build


@intrinsic
def _store(_typing: Any, array: Any, index: Any, value: Any) -> Any:
    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        place = _place(context, builder, signature, arguments, value)
        builder.store(arguments[2], place, align=array.dtype.bitwidth // 8)
        return context.get_dummy_value()

    return types.void(array, types.intp, value), build


@intrinsic
def _spread(_typing: Any, number: Any) -> Any:
    vector = Vector(number)

    def build(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        nothing = ir.Constant(vector_type(vector), ir.Undefined)
        first = ir.Constant(ir.IntType(32), 0)
        single = builder.insert_element(nothing, arguments[0], first)
        mask = ir.Constant(ir.VectorType(ir.IntType(32), vector.lanes), [0] * vector.lanes)
        return builder.shuffle_vector(single, nothing, mask)

    return vector(number), build


@intrinsic
def _total(_typing: Any, vector: Any) -> Any:
    def build(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        parts = [
            builder.extract_element(arguments[0], ir.Constant(ir.IntType(32), lane))
            for lane in range(vector.lanes)
        ]
        while len(parts) > 1:
            pairs = zip(parts[0::2], parts[1::2], strict=True)
            parts = [builder.fadd(*pair, flags=("contract",)) for pair in pairs]
        return parts[0]

    return vector.dtype(vector), build


@intrinsic
def _if_equal(_typing: Any, a: Any, b: Any, x: Any, y: Any) -> Any:
    def build(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        where = builder.fcmp_ordered("==", arguments[0], arguments[1])
        return builder.select(where, arguments[2], arguments[3])

    return x(a, b, x, y), build


@intrinsic
def _plus(_typing: Any, a: Any, b: Any) -> Any:
    def build(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.fadd(*arguments)

    return a(a, b), build


load: Any = _load
"""(array, index) -> register."""
store: Any = _store
"""(array, index, register)."""
spread: Any = _spread
"""number -> register full of it."""
total: Any = _total
"""register -> sum, in pairs."""
if_equal: Any = _if_equal
"""(a, b, x, y) -> x where a == b, else y."""
plus: Any = _plus
"""(a, b) -> a + b."""
