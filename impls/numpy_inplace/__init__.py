"""The strongest single-thread NumPy: no temporaries, and blocks of examples that stay in cache.

Deliberately NumPy alone: no compiled code of its own, no call into BLAS that NumPy does not make.
The mathematics is explained in `python_loops`; each file says what was tried and what helped.
"""

FAMILY = "vectorised"
LEAGUE = "tuned"
DTYPES = ("float64", "float32")
REQUIRES = ("scipy",)
