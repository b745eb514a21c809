"""The two ways in which this implementation compiles.

What contracting gains is measured in `exponential.py`, what reordering sums gains in `sums.py`.
"""

from numba import njit

compiled = njit(cache=True, error_model="numpy", nogil=True, fastmath={"contract"})
"""Cached on disk where NUMBA_CACHE_DIR says; division by zero gives infinity, as in NumPy."""

compiled_sum = njit(cache=True, error_model="numpy", nogil=True, fastmath={"contract", "reassoc"})
"""The same for loops that only sum: the compiler may choose the order, so that it vectorises."""
