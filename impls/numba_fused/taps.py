"""The way back of a convolution in registers, emitted for LLVM: sums of pixels, and of taps.

A kernel meets the image in three columns, at its left and right edge in two; each of the three
cases has code of its own, in which the columns are written one after the other.

Measured: with all middle pixels of a row in one loop, and registers added up as in `emitted.py`, a
step takes 0.94 of the time at m = 1 000 and 0.98 at 100, against a loop over images for each pixel
and neighbours taken from all over a register (CPU time, in turns). Not tried: the gradient of the
largest formed while it is read here, which would spare the first layer its dz.
"""

from collections.abc import Iterator
from typing import Any

from numba import types
from numba.extending import intrinsic

from .emitted import (
    add_products,
    data_of,
    index,
    load_at,
    loop,
    pairwise_totals,
    register_at,
    spread_over,
    store_at,
    store_sums,
    zeros,
)
from .registers import BYTES, Vector, vector_type

CHANNELS = 8 if BYTES == 64 else 4
"""Channels of a tile. Machines with wider registers have 32 of them, others mostly 16."""
COLUMNS = 3
"""Of a kernel."""


def _pixels(builder: Any, width: Any) -> Iterator[tuple[Any, range]]:
    """For all pixels of a row: which, and the columns of a kernel that meet the image there."""
    yield index(0), range(1, COLUMNS)
    with loop(builder, builder.sub(width, index(2))) as s:
        yield builder.add(s, index(1)), range(COLUMNS)
    yield builder.sub(width, index(1)), range(COLUMNS - 1)


def _spans(builder: Any, width: Any, n: Any) -> list[tuple[Any, Any, range]]:
    """The same with neighbours that meet the same columns in one: from which number of a row on,
    how many numbers, and the columns."""
    between = builder.mul(builder.sub(width, index(2)), n)
    return [
        (index(0), n, range(1, COLUMNS)),
        (n, between, range(COLUMNS)),
        (builder.add(n, between), n, range(COLUMNS - 1)),
    ]


def _filling(registers: int) -> Any:
    """Sums of a row of pixels for a tile of channels, in so many registers of images each."""

    @intrinsic
    def fill(
        _typing: Any, a: Any, plane: Any, c_in: Any, rows: Any, width: Any, n: Any, w: Any, z: Any,
        apart: Any,
    ) -> Any:  # fmt: skip
        """a, with channels a `plane` apart, and w begin at the first of so many rows of a kernel
        that meet the image; z has channels so far apart. All are flat."""
        vector = vector_type(Vector(a.dtype))

        def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            image, w, z = (data_of(context, builder, signature, arguments, at) for at in (0, 6, 7))
            _, plane, channels, taken, width, n, _, _, apart = arguments
            for s, columns in _pixels(builder, width):
                first = builder.mul(builder.add(s, index(columns[0] - 1)), n)
                sums = [zeros(builder, vector, registers) for _ in range(CHANNELS)]
                with loop(builder, taken) as u, loop(builder, channels) as c:
                    line = builder.mul(builder.mul(u, width), n)
                    at = builder.add(builder.add(first, line), builder.mul(c, plane))
                    term = builder.add(builder.mul(u, channels), c)
                    weights = builder.gep(w, [builder.mul(term, index(COLUMNS * CHANNELS))])
                    _add_taps(builder, builder.gep(image, [at]), n, weights, columns, sums)
                _store(builder, sums, builder.gep(z, [builder.mul(s, n)]), apart)
            return context.get_dummy_value()

        number = types.intp
        return types.void(a, *(number,) * 5, w, z, number), build

    return fill


fill_row_of_one: Any = _filling(1)
fill_row_of_two: Any = _filling(2)


def _add_taps(
    builder: Any, image: Any, n: Any, weights: Any, columns: range, sums: list[list[Any]]
) -> None:
    for number, v in enumerate(columns):
        here = builder.gep(image, [builder.mul(n, index(number))])
        _add_tap(builder, here, builder.gep(weights, [index(v * CHANNELS)]), sums)


def _add_tap(builder: Any, image: Any, weights: Any, sums: list[list[Any]]) -> None:
    vector = sums[0][0].type.pointee
    images = [
        register_at(builder, image, index(r * vector.count), vector) for r in range(len(sums[0]))
    ]
    for channel, totals in enumerate(sums):
        weight = load_at(builder, weights, index(channel))
        add_products(builder, spread_over(builder, weight, vector), images, totals)


def _store(builder: Any, sums: list[list[Any]], to: Any, apart: Any) -> None:
    for channel, totals in enumerate(sums):
        store_sums(builder, totals, builder.gep(to, [builder.mul(apart, index(channel))]))


@intrinsic
def _add_row_of_taps(
    _typing: Any, dz: Any, plane: Any, a: Any, rows: Any, width: Any, n: Any, dw: Any, apart: Any
) -> Any:
    """Sums over rows, pixels and n of a tile of channels of dz, a `plane` apart, times each column
    of taps of a, added to dw, whose columns are so far apart. All are flat, and a begins at the row
    that the taps meet first."""
    vector = vector_type(Vector(dz.dtype))

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        left, right, to = (data_of(context, builder, signature, arguments, at) for at in (0, 2, 6))
        _, plane, _, rows, width, n, _, apart = arguments
        sums = [zeros(builder, vector, CHANNELS) for _ in range(COLUMNS)]
        with loop(builder, rows) as row:
            line = builder.mul(builder.mul(row, width), n)
            for first, numbers, columns in _spans(builder, width, n):
                at = builder.add(line, first)
                with loop(builder, builder.udiv(numbers, index(vector.count))) as part:
                    here = builder.add(at, builder.mul(part, index(vector.count)))
                    images = [
                        register_at(
                            builder, right, builder.add(here, builder.mul(n, index(v - 1))), vector
                        )
                        for v in columns
                    ]
                    met = sums[columns[0] : columns[-1] + 1]
                    _add_pixel(builder, builder.gep(left, [here]), plane, images, met)
        for v, column in enumerate(sums):
            total = pairwise_totals(builder, [builder.load(place) for place in column])
            start = builder.gep(to, [builder.mul(apart, index(v))])
            before = register_at(builder, start, index(0), total.type)
            store_at(builder, builder.fadd(before, total), start, index(0))
        return context.get_dummy_value()

    number = types.intp
    return types.void(dz, number, a, number, number, number, dw, number), build


add_row_of_taps: Any = _add_row_of_taps


def _add_pixel(builder: Any, dz: Any, plane: Any, images: list[Any], sums: list[list[Any]]) -> None:
    for channel, totals in enumerate(zip(*sums, strict=True)):
        place = builder.mul(plane, index(channel))
        g = register_at(builder, dz, place, images[0].type)
        add_products(builder, g, images, totals)
