"""Compiled loops at full strength: fused passes over cache-sized blocks, BLAS for the products.

Closed division: one thread, no fastmath, the same formulas. What each part tried, and what helped,
stands at the head of its file.
"""

FAMILY = "compiled"
LEAGUE = "tuned"
DTYPES = ("float64", "float32")
REQUIRES = ("scipy",)
