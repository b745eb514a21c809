"""JAX on the CPU: the whole training step is one function under jax.jit.

What a user writes: a loss of the parameters, jax.grad of it, and an update that makes new
parameters, for JAX changes nothing in place. XLA compiles it at the first call of each shape.

Fair: examples stay columns; as rows it was up to 20 % slower below m = 100 000, and 8 % faster
there. Donating the old parameters to the step was tried and changed nothing, because all large
arrays are temporaries of XLA. Work is handed to a thread of XLA's own and `wait` blocks until it
is done; XLA takes as many threads as it sees cores, so whoever measures must restrict the process
to one core before JAX is imported.
"""

FAMILY = "framework"
LEAGUE = "idiomatic"
DTYPES = ("float64", "float32")
REQUIRES = ("jax",)
COMPILE_S = (1.5, 0.3)
