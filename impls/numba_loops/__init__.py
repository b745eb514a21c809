"""The loops of `python_loops`, compiled: the same order of loops and sums under @njit.

Deliberately without fastmath, parallel loops, blocking or BLAS: the only thing that changes
against `python_loops` is who runs the loop. What Numba can do beyond this is another
implementation.
"""

FAMILY = "compiled"
LEAGUE = "idiomatic"
DTYPES = ("float64", "float32")
