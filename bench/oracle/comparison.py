"""A result held against the oracle's answer."""

import numpy as np
from numpy.typing import NDArray

from propbench.impls.contract import Array

Float64 = NDArray[np.float64]

Answer = tuple[dict[str, Float64], dict[str, Float64]]
"""The expected arrays by name, and a bound on the error of each of their entries."""


def compare(got: dict[str, Array], answer: Answer, dtype: str) -> tuple[float, str]:
    """Largest error relative to the largest entry of its array, and why it fails, or nothing.

    Written so that NaN fails, and so that an absent array, a wrong shape or dtype fails.
    """
    (expected, bound), worst = answer, 0.0
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
            allowed = np.broadcast_to(bound[name], error.shape)[where]
            off = f"off by {error[where]:.2g}, allowed {allowed:.2g}"
            values = f"{array[where]:.9g}, expected {want[where]:.9g} ({off})"
            return worst, f"{name}{list(where)} is {values}"
    return worst, ""
