"""The gradient of the largest of windows of 2 x 2 back to its place, n images side by side.

Forward has left which of the four was the largest (`pooled.py`): compared with finding that again
from the four, a quarter of the numbers is read here, and forward has no z to write.
"""

from propbench.impls.contract import Array

from .compile import compiled
from .pooled import NOWHERE
from .registers import BYTES, if_equal, load, plus, spread, store, total


@compiled
def to_the_largest(
    places: Array, h: int, width: int, n: int, da: Array, dz: Array, db: Array
) -> None:
    """dz (c, h, width, n) from the gradient da (c, h / 2, width / 2, n) of what `convolve_and_pool`
    gave, and from its places; db (c, 1) is added to."""
    lanes, real = BYTES // dz.itemsize, dz.dtype.type
    zero, one, two, three = spread(real(0)), spread(real(1)), spread(real(2)), spread(real(3))
    nowhere, below = spread(real(NOWHERE)), width * n
    for o in range(db.shape[0]):
        whole = zero
        for r in range(h // 2):
            for s in range(width // 2):
                at = ((o * h + 2 * r) * width + 2 * s) * n
                come = ((o * (h // 2) + r) * (width // 2) + s) * n
                for k in range(0, n, lanes):
                    g, place = load(da, come + k), load(places, come + k)
                    whole = plus(whole, if_equal(place, nowhere, zero, g))
                    store(dz, at + k, if_equal(place, zero, g, zero))
                    store(dz, at + n + k, if_equal(place, one, g, zero))
                    store(dz, at + below + k, if_equal(place, two, g, zero))
                    store(dz, at + below + n + k, if_equal(place, three, g, zero))
        db[o, 0] += total(whole)
