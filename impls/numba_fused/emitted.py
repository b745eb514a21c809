"""What tiles of registers are written with, where Python emits the code for LLVM.

A tile has a sum for every pair of its rows and columns, each in a register of its own. Named one by
one in compiled code, as in `windows.py`, they would fix the size of a tile in the text; here it is
a constant, and Numba has a single call to type. Sums are cells of the stack, which LLVM turns into
registers.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from llvmlite import ir
from numba.core import cgutils

_FUSED = ("contract",)
"""A product and its sum may be one instruction."""
_PLACE = ir.IntType(32)
LANE = 16
"""Bytes of a register that exchange numbers at no cost."""


def index(number: int) -> Any:
    return ir.Constant(ir.IntType(64), number)


@contextmanager
def loop(builder: Any, count: Any) -> Iterator[Any]:
    """So many times what is emitted within; gives the index."""
    with cgutils.for_range(builder, count) as turns:
        yield turns.index


def data_of(context: Any, builder: Any, signature: Any, arguments: Any, at: int) -> Any:
    """Pointer to the first number of an array among the arguments."""
    return context.make_array(signature.args[at])(context, builder, arguments[at]).data


def zeros(builder: Any, vector: Any, registers: int) -> list[Any]:
    """Sums that begin at zero."""
    nothing = ir.Constant(vector, [0.0] * vector.count)
    sums = [cgutils.alloca_once(builder, vector) for _ in range(registers)]  # type: ignore[no-untyped-call]
    for total in sums:
        builder.store(nothing, total)
    return sums


def add_products(builder: Any, left: Any, rights: Iterable[Any], sums: Iterable[Any]) -> None:
    """To each sum the product of `left` and one of `rights`."""
    for right, total in zip(rights, sums, strict=True):
        product = builder.fmul(left, right, flags=_FUSED)
        builder.store(builder.fadd(product, builder.load(total), flags=_FUSED), total)


def load_at(builder: Any, array: Any, at: Any) -> Any:
    """A number."""
    return builder.load(builder.gep(array, [at]))


def register_at(builder: Any, array: Any, at: Any, vector: Any) -> Any:
    """The numbers of an array from index `at` on."""
    place = builder.bitcast(builder.gep(array, [at]), vector.as_pointer())
    return builder.load(place, align=_bytes(vector))


def store_at(builder: Any, value: Any, array: Any, at: Any) -> None:
    place = builder.bitcast(builder.gep(array, [at]), value.type.as_pointer())
    builder.store(value, place, align=_bytes(value.type))


def store_sums(builder: Any, sums: list[Any], array: Any) -> None:
    """Side by side, from an array's first number on."""
    for number, total in enumerate(sums):
        value = builder.load(total)
        store_at(builder, value, array, index(number * value.type.count))


def spread_over(builder: Any, number: Any, vector: Any) -> Any:
    """A register full of a number."""
    nothing = ir.Constant(vector, ir.Undefined)
    single = builder.insert_element(nothing, number, _PLACE(0))
    return _shuffled(builder, single, nothing, [0] * vector.count)


def pairwise_totals(builder: Any, registers: list[Any]) -> Any:
    """The sums of so many registers, a power of two, side by side in one vector of that length.

    Two neighbours in a register are added at a time, in two registers at once. As long as what
    belongs together lies within LANE, results of the two are interleaved, which moves no number
    out of its LANE; then they lie side by side, and their blocks stay as long as they are.
    """
    vector, of_each, block = registers[0].type, registers, 1
    for _ in range(vector.count.bit_length() - 1):
        interleaved = 2 * block * _bytes(vector) <= LANE
        first, second = (_of_blocks(vector.count, block, side, interleaved) for side in (0, 1))
        pairs = list(zip(of_each[0::2], of_each[1::2] or of_each, strict=True))
        of_each = [
            builder.fadd(_shuffled(builder, *pair, first), _shuffled(builder, *pair, second))
            for pair in pairs
        ]
        block *= 2 if interleaved else 1
    while len(of_each) > 1:
        whole = list(range(2 * of_each[0].type.count))
        of_each = [
            _shuffled(builder, *pair, whole)
            for pair in zip(of_each[0::2], of_each[1::2], strict=True)
        ]
    return _shuffled(builder, of_each[0], of_each[0], list(range(len(registers))))


def _of_blocks(count: int, block: int, side: int, interleaved: bool) -> list[int]:
    """Places of every other block in two registers, from the first or the second block on."""
    starts = range(side * block, count, 2 * block)
    both = [(start, count + start) for start in starts]
    order = (
        [at for pair in both for at in pair] if interleaved else [*starts, *(s for _, s in both)]
    )
    return [at + number for at in order for number in range(block)]


def _shuffled(builder: Any, left: Any, right: Any, places: list[int]) -> Any:
    mask = ir.Constant(ir.VectorType(_PLACE, len(places)), places)
    return builder.shuffle_vector(left, right, mask)


def _bytes(vector: Any) -> int:
    return 8 if vector.element == ir.DoubleType() else 4
