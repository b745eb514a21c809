"""A result held against the oracle's answer."""

import numpy as np

from propbench.bench.oracle.functions import Float64
from propbench.impls.contract import Array


def compare(
    got: dict[str, Array], expected: dict[str, Float64], bound: dict[str, Float64], dtype: str
) -> tuple[float, str]:
    """Largest error relative to the largest entry of its array, and why it fails, or nothing.

    Written so that NaN fails, and so that an absent array, a wrong shape or dtype fails.
    """
    worst = 0.0
    if not got:
        return worst, "gave nothing to compare"
    for name, array in got.items():
        want = expected[name]
        if array.shape != want.shape or str(array.dtype) != dtype:
            came = f"{array.dtype} {array.shape}"
            return worst, f"{name} is {came}, expected {dtype} {want.shape}"
        error = np.abs(array - want)
        scale = float(np.abs(want).max())
        if not np.isfinite(error).all():
            return worst, f"{name} has values that are not finite"
        worst = max(worst, float(error.max()) / (scale or 1.0))
        if not (error <= bound[name]).all():
            where = tuple(int(i) for i in np.argwhere(~(error <= bound[name]))[0])
            return worst, f"{name}{list(where)} is {array[where]:.9g}, expected {want[where]:.9g}"
    return worst, ""
