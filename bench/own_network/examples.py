"""Examples of a network that has no data set: standard normal features, labels by chance."""

from functools import lru_cache

import numpy as np

from propbench.impls.contract import Array

SEED = 21


@lru_cache(maxsize=2)
def drawn(n_in: int, n_out: int, output: str, m: int, dtype: str) -> tuple[Array, Array]:
    """m examples as columns: features (n_in, m), and labels (n_out, m) that fit the output.

    Labels are 0 or 1 of one output, one-hot of several, and normal numbers for a linear output.
    Both arrays are read-only: an implementation that writes to its input fails at once.
    """
    generator = np.random.default_rng((SEED, n_in, n_out, m))
    x = generator.standard_normal((n_in, m), dtype=np.dtype(dtype).type)
    y = np.zeros((n_out, m), dtype)
    if output == "linear_squared_error":
        y[:] = generator.standard_normal((n_out, m))
    elif n_out == 1:
        y[0] = generator.integers(0, 2, m)
    else:
        y[generator.integers(0, n_out, m), np.arange(m)] = 1
    for array in (x, y):
        array.flags.writeable = False
    return x, y
