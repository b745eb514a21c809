"""The largest of windows of 2 x 2, and its gradient back to its place, n images side by side.

The largest plus b, cut off at 0, is what relu(z + b) would give, so bias and ReLU come after it, on
a quarter of the numbers. The larger of two columns is found first, then of two rows; >= chooses
the left and the upper one where they are equal, which is the first by rows.

Registers are named here because the way back has nine arrays, and LLVM, which cannot know that
they are apart, checks that for eight at the most. Not tried: keeping which of the four was the
largest, another array to write and read, in place of comparing again.
"""

from propbench.impls.contract import Array

from .compile import compiled
from .registers import BYTES, if_above, if_at_least, load, minus, plus, spread, store, total


@compiled
def largest(z: Array, h: int, width: int, n: int, b: Array, a: Array) -> None:
    """a (c, h / 2, width / 2, n) <- max(0, largest of each window of z + b).

    z (c, h, width, n), b (c, 1).
    """
    lanes = BYTES // z.itemsize
    zero = spread(z.dtype.type(0))
    below = width * n
    for o in range(b.shape[0]):
        bias = spread(b[o, 0])
        for r in range(h // 2):
            for s in range(width // 2):
                at = ((o * h + 2 * r) * width + 2 * s) * n
                to = ((o * (h // 2) + r) * (width // 2) + s) * n
                for k in range(0, n, lanes):
                    t0, t1 = load(z, at + k), load(z, at + n + k)
                    l0, l1 = load(z, at + below + k), load(z, at + below + n + k)
                    upper, lower = if_at_least(t0, t1, t0, t1), if_at_least(l0, l1, l0, l1)
                    most = plus(if_at_least(upper, lower, upper, lower), bias)
                    store(a, to + k, if_at_least(zero, most, zero, most))


@compiled
def to_the_largest(
    z: Array, h: int, width: int, n: int, b: Array, da: Array, dz: Array, db: Array
) -> None:
    """dz, like z, from the gradient da of what `largest` gave; db is added to."""
    lanes = BYTES // z.itemsize
    zero = spread(z.dtype.type(0))
    below = width * n
    for o in range(b.shape[0]):
        bias = spread(b[o, 0])
        whole = zero
        for r in range(h // 2):
            for s in range(width // 2):
                at = ((o * h + 2 * r) * width + 2 * s) * n
                come = ((o * (h // 2) + r) * (width // 2) + s) * n
                for k in range(0, n, lanes):
                    t0, t1 = load(z, at + k), load(z, at + n + k)
                    l0, l1 = load(z, at + below + k), load(z, at + below + n + k)
                    upper, lower = if_at_least(t0, t1, t0, t1), if_at_least(l0, l1, l0, l1)
                    most = plus(if_at_least(upper, lower, upper, lower), bias)
                    g = if_above(most, zero, load(da, come + k), zero)
                    whole = plus(whole, g)
                    above = if_at_least(upper, lower, g, zero)
                    under = minus(g, above)
                    left = if_at_least(t0, t1, above, zero)
                    store(dz, at + k, left)
                    store(dz, at + n + k, minus(above, left))
                    left = if_at_least(l0, l1, under, zero)
                    store(dz, at + below + k, left)
                    store(dz, at + below + n + k, minus(under, left))
        db[o, 0] += total(whole)
