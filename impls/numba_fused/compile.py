"""The one way in which this implementation compiles."""

from numba import njit

compiled = njit(cache=True, error_model="numpy", nogil=True, fastmath={"contract"})
"""Cached on disk where NUMBA_CACHE_DIR says; division by zero gives infinity, as in NumPy."""
