"""Pure Python as a good Python programmer writes it: the loops run inside the interpreter's C code.

Deliberately without any dependency in the work: lists of floats, sum, map, zip, comprehensions,
and math.sumprod where the Python has one (3.12). The mathematics is explained in `python_loops`.
"""

FAMILY = "loops"
LEAGUE = "tuned"
DTYPES = ("float64",)
