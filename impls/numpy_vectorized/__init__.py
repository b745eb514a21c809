"""The course's formulas in NumPy, a line each: vectorised over examples and units.

Deliberately without `out=`, blocking or reuse of buffers: each formula makes a new array, as it is
written in the course. What NumPy can do beyond this is another implementation.
"""

FAMILY = "vectorised"
LEAGUE = "idiomatic"
DTYPES = ("float64", "float32")
DIVISIONS = ("closed", "open")
REQUIRES = ("scipy",)
