"""Numbers as hardware that is quick at the cost of digits has them."""

import numpy as np

from propbench.impls.contract import Array


def kept_bits(array: Array, bits: int) -> Array:
    """Rounded to so many bits behind the leading one."""
    mantissa, exponent = np.frexp(array)
    scale = np.float32(2 ** (bits + 1))
    return np.ldexp(np.round(mantissa * scale) / scale, exponent)
