"""The largest of windows of 2 x 2, and its gradient back to its place, n images side by side.

The largest plus b, cut off at 0, is what relu(z + b) would give, so bias and ReLU come after it, on
a quarter of the numbers. The larger of two columns is found first, then of two rows; >= chooses
the left and the upper one where they are equal, which is the first by rows. Where images are no
whole number of registers, the last ones are done one by one.

Registers are named here because the way back has nine arrays, and LLVM, which cannot know that
they are apart, checks that for eight at the most. Not tried: keeping which of the four was the
largest, another array to write and read, in place of comparing again.
"""

from typing import Any

from propbench.impls.contract import Array

from .compile import compiled
from .registers import BYTES, if_above, if_at_least, load, minus, plus, spread, store, total


@compiled
def largest(
    z: Array, h: int, width: int, n: int, b: Array, a: Array, channel: int, line: int, start: int
) -> None:
    """a <- max(0, largest of each window of z + b): z (c, h, width, n), b (c, 1).

    a begins at start; its channels and rows are so far apart.
    """
    lanes = BYTES // z.itemsize
    zero, nothing = spread(z.dtype.type(0)), z.dtype.type(0)
    below = width * n
    for o in range(b.shape[0]):
        bias, bias_of_all = b[o, 0], spread(b[o, 0])
        for r in range(h // 2):
            for s in range(width // 2):
                at = ((o * h + 2 * r) * width + 2 * s) * n
                to = start + o * channel + r * line + s * n
                for k in range(0, n - n % lanes, lanes):
                    t0, t1 = load(z, at + k), load(z, at + n + k)
                    l0, l1 = load(z, at + below + k), load(z, at + below + n + k)
                    upper, lower = if_at_least(t0, t1, t0, t1), if_at_least(l0, l1, l0, l1)
                    most = plus(if_at_least(upper, lower, upper, lower), bias_of_all)
                    store(a, to + k, if_at_least(zero, most, zero, most))
                for k in range(n - n % lanes, n):
                    upper_one = max(z[at + k], z[at + n + k])
                    lower_one = max(z[at + below + k], z[at + below + n + k])
                    most_one = max(upper_one, lower_one) + bias
                    a[to + k] = nothing if most_one <= nothing else most_one


@compiled
def to_the_largest(
    z: Array, h: int, width: int, n: int, b: Array, da: Array,
    dz: Array, channel: int, line: int, start: int, db: Array,
) -> None:  # fmt: skip
    """dz from the gradient da (c, h / 2, width / 2, n) of what `largest` gave; db is added to.

    dz begins at start; its channels and rows are so far apart.
    """
    lanes = BYTES // z.itemsize
    zero, nothing = spread(z.dtype.type(0)), z.dtype.type(0)
    below = width * n
    for o in range(b.shape[0]):
        bias, bias_of_all = b[o, 0], spread(b[o, 0])
        whole, single = zero, nothing
        for r in range(h // 2):
            for s in range(width // 2):
                at = ((o * h + 2 * r) * width + 2 * s) * n
                to = start + o * channel + 2 * r * line + 2 * s * n
                come = ((o * (h // 2) + r) * (width // 2) + s) * n
                for k in range(0, n - n % lanes, lanes):
                    t0, t1 = load(z, at + k), load(z, at + n + k)
                    l0, l1 = load(z, at + below + k), load(z, at + below + n + k)
                    upper, lower = if_at_least(t0, t1, t0, t1), if_at_least(l0, l1, l0, l1)
                    most = plus(if_at_least(upper, lower, upper, lower), bias_of_all)
                    g = if_above(most, zero, load(da, come + k), zero)
                    whole = plus(whole, g)
                    above = if_at_least(upper, lower, g, zero)
                    under = minus(g, above)
                    left = if_at_least(t0, t1, above, zero)
                    store(dz, to + k, left)
                    store(dz, to + n + k, minus(above, left))
                    left = if_at_least(l0, l1, under, zero)
                    store(dz, to + line + k, left)
                    store(dz, to + line + n + k, minus(under, left))
                for k in range(n - n % lanes, n):
                    single += _one_to_the_largest(
                        z, at + k, below, n, bias, da[come + k], dz, to + k, line
                    )
        db[o, 0] += total(whole) + single


@compiled
def _one_to_the_largest(
    z: Array, at: int, below: int, n: int, bias: Any, g: Any, dz: Array, to: int, line: int
) -> Any:
    """One window of one image; gives what it passes on."""
    t0, t1, l0, l1 = z[at], z[at + n], z[at + below], z[at + below + n]
    nothing = z.dtype.type(0)
    upper, lower = max(t0, t1), max(l0, l1)
    if not max(upper, lower) + bias > nothing:
        g = nothing
    dz[to] = g if upper >= lower and t0 >= t1 else nothing
    dz[to + n] = g if upper >= lower and t0 < t1 else nothing
    dz[to + line] = g if upper < lower and l0 >= l1 else nothing
    dz[to + line + n] = g if upper < lower and l0 < l1 else nothing
    return g
