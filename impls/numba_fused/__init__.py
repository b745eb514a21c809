"""Compiled loops at full strength: fused passes over cache-sized blocks, BLAS for the products.

Two configurations: `serial` on one thread, and `parallel` on all cores. Of fastmath the fusing
of products and sums is used, and in `sums.py` the order of a sum is left to the compiler, as BLAS
does both too. What each part tried, and what helped, stands at the head of its file.
"""

FAMILY = "compiled"
LEAGUE = "tuned"
DTYPES = ("float64", "float32")
REQUIRES = ("scipy",)
CONFIGURATIONS = {"serial": "closed", "parallel": "open"}
