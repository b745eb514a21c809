"""Several questions asked at once."""

from collections.abc import Sequence

import numpy as np


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Adjusted p-values (Holm 1979), in the order given.

    Those at or below a level can be rejected together with at most that chance of any false
    rejection, however the tests depend on each other. None give none. Raises ValueError on a
    number outside 0 to 1.
    """
    p = np.asarray(p_values, dtype=np.float64)
    wrong = p[~((p >= 0) & (p <= 1))]
    if wrong.size:
        raise ValueError(f"p-values: got {wrong[0]}, expected 0 to 1")
    order = np.argsort(p, kind="stable")
    stepped = np.maximum.accumulate(p[order] * np.arange(p.size, 0, -1))
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(stepped, 1)
    return tuple(adjusted.tolist())
