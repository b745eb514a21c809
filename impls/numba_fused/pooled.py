"""Windows of a convolution's sums in registers, and the largest of each, emitted for LLVM.

A tile is a window of 2 x 2 pixels, for some channels and one register of images. Its sums never
leave the registers: what is stored is the largest plus the bias, cut off at 0, which is what ReLU
would give, and the place of the largest, for the way back. A weight is read once for two pixels or
four, so that there is half a load to a multiply-add.

Measured against sums that are all stored, and the largest found in a loop of its own: with blocks
twice as large, which alone gain nothing, a step takes 0.94 to 0.95 of the time from m = 16 on (CPU
time, in turns). Not tried: the place as bits of a mask, in place of a number.

A kernel over a window meets four columns of an image, at its left and right edge three, and in an
image of two columns both; each of the four cases has code of its own.
"""

from collections.abc import Iterator
from itertools import product
from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from .emitted import (
    add_products,
    data_of,
    index,
    load_at,
    loop,
    register_at,
    spread_over,
    store_at,
    zeros,
)
from .registers import BYTES, Vector, vector_type

POOLED = 4 if BYTES == 64 else 2
"""Channels of a tile. Machines with wider registers have 32 of them, others mostly 16."""
NOWHERE = 4.0
"""Stands for the place where the largest is not above 0; the others are counted by rows."""

_PAIR = range(2)
Uses = dict[int, tuple[tuple[int, int], ...]]
_ABOVE: Uses = {0: ((0, 0),)}
_INSIDE: Uses = {0: ((1, 1),), 1: ((1, 0), (2, 1)), 2: ((2, 0),)}
_BELOW: Uses = {2: ((3, 1),)}
"""By rows of a kernel: which of four rows of an image meets it, for which row of the window."""


def _windows(builder: Any, width: Any) -> Iterator[tuple[Any, range]]:
    """For all windows of a row: their first column, and which of the four columns from the one
    before it on are in the image."""
    last = builder.sub(width, index(2))
    with builder.if_else(builder.icmp_signed("==", last, index(0))) as (one, several):
        with one:
            yield index(0), range(1, 3)
        with several:
            yield index(0), range(1, 4)
            between = builder.udiv(builder.sub(last, index(2)), index(2))
            with loop(builder, between) as s:
                yield builder.mul(builder.add(s, index(1)), index(2)), range(4)
            yield last, range(3)


@intrinsic
def _fill_windows(
    _typing: Any, a: Any, plane: Any, c_in: Any, above: Any, below: Any, width: Any, n: Any, w: Any,
    image: Any, places: Any, apart: Any,
) -> Any:  # fmt: skip
    """A row of windows. a, with channels a `plane` apart, begins at their upper row; `above` and
    `below` are 1 where there is another row, else 0. w has the weights of a tile, then its biases;
    channels of image and places are so far apart. All are flat."""
    vector = vector_type(Vector(a.dtype))

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        pixels, w, image, places = (
            data_of(context, builder, signature, arguments, at) for at in (0, 7, 8, 9)
        )
        _, plane, channels, above, below, width, n, _, _, _, apart = arguments
        biases = builder.gep(w, [builder.mul(channels, index(9 * POOLED))])
        line = builder.mul(width, n)
        parts = ((above, _ABOVE), (index(1), _INSIDE), (below, _BELOW))
        for s, columns in _windows(builder, width):
            start = builder.gep(pixels, [builder.mul(s, n)])
            sums = [zeros(builder, vector, 4) for _ in range(POOLED)]
            for there, uses in parts:
                with loop(builder, builder.mul(there, channels)) as c:
                    here = builder.gep(start, [builder.mul(c, plane)])
                    weights = builder.gep(w, [builder.mul(c, index(9 * POOLED))])
                    _add_rows(builder, (here, line, n), weights, columns, uses, sums)
            to = builder.mul(builder.udiv(s, index(2)), n)
            ends = [builder.gep(array, [to]) for array in (image, places)]
            _store_largest(builder, sums, biases, ends, apart)
        return context.get_dummy_value()

    number = types.intp
    return types.void(a, *(number,) * 6, w, image, places, number), build


fill_windows: Any = _fill_windows


def _add_rows(
    builder: Any, image: tuple[Any, Any, Any], weights: Any, columns: range,
    uses: Uses, sums: list[list[Any]],
) -> None:  # fmt: skip
    """Products of these rows of a kernel, with (start, distance of rows, of columns) of an image;
    sums are (channels, 4) of a window's pixels, counted by rows."""
    start, line, n = image
    vector = sums[0][0].type.pointee
    registers = {
        (row, column): _pixel(builder, start, (line, n), (row, column), vector)
        for row in sorted({row for met in uses.values() for row, _ in met})
        for column in columns
    }
    for u, v in product(uses, range(3)):
        pixels = [
            (registers[row, v + side], 2 * of + side)
            for row, of in uses[u]
            for side in _PAIR
            if v + side in columns
        ]
        kernel = builder.gep(weights, [index((3 * u + v) * POOLED)])
        _add_place(builder, kernel, pixels, sums)


def _add_place(
    builder: Any, kernel: Any, pixels: list[tuple[Any, int]], sums: list[list[Any]]
) -> None:
    """Products of one place of a kernel, whose channels lie there in a row, with pixels by the
    number of their sum."""
    for channel, totals in enumerate(sums):
        weight = load_at(builder, kernel, index(channel))
        add_products(
            builder,
            spread_over(builder, weight, totals[0].type.pointee),
            [pixel for pixel, _ in pixels],
            [totals[number] for _, number in pixels],
        )


def _pixel(
    builder: Any, start: Any, apart: tuple[Any, Any], place: tuple[int, int], vector: Any
) -> Any:
    """Of the four rows and columns whose second ones begin at `start`."""
    steps = [
        builder.mul(distance, index(number - 1))
        for distance, number in zip(apart, place, strict=True)
    ]
    return register_at(builder, start, builder.add(*steps), vector)


def _store_largest(
    builder: Any, sums: list[list[Any]], biases: Any, to: list[Any], apart: Any
) -> None:
    """Of two that are equal the left one and the upper one is taken."""
    vector, (image, places) = sums[0][0].type.pointee, to
    for channel, totals in enumerate(sums):
        numbers = [builder.load(total) for total in totals]
        four = [_full(vector, float(place)) for place in range(4)]
        upper, lower = (_larger(builder, numbers[at : at + 2], four[at : at + 2]) for at in (0, 2))
        most, place = _larger(builder, [upper[0], lower[0]], [upper[1], lower[1]])
        bias = spread_over(builder, load_at(builder, biases, index(channel)), vector)
        most, zero = builder.fadd(most, bias), _full(vector, 0.0)
        off = builder.fcmp_ordered(">=", zero, most)
        cut = builder.select(off, zero, most)
        place = builder.select(off, _full(vector, NOWHERE), place)
        at = builder.mul(apart, index(channel))
        store_at(builder, cut, image, at)
        store_at(builder, place, places, at)


def _larger(builder: Any, numbers: list[Any], places: list[Any]) -> tuple[Any, Any]:
    first = builder.fcmp_ordered(">=", *numbers)
    return builder.select(first, *numbers), builder.select(first, *places)


def _full(vector: Any, number: float) -> Any:
    return ir.Constant(vector, [number] * vector.count)
