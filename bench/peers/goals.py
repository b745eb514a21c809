"""Who is held against whom, and what for. Ratios are times: reference over contender."""

from dataclasses import dataclass

NUMPY = ("numpy_inplace", "numpy_vectorized")
AUTOGRAD = "torch_eager:autograd"


@dataclass(frozen=True)
class Goal:
    """The faster of `contenders` against the fastest of `references`, cell by cell."""

    title: str
    contenders: tuple[str, ...]
    references: tuple[str, ...]
    mean: float
    """Smallest geometric mean over the cells."""
    lowest: float = 0.0
    """Smallest ratio of any cell."""
    above_one: float = 0.0
    """Smallest share of the cells with a ratio above 1."""
    sizes: tuple[int, ...] = (100, 1_000, 10_000, 100_000)
    threads: int = 1


GOALS = (
    Goal("better NumPy : torch autograd", NUMPY, (AUTOGRAD,), 1.3, lowest=0.8),
    Goal("numba_fused : torch autograd", ("numba_fused:serial",), (AUTOGRAD,), 2.0, lowest=1.0),
    Goal("numba_fused : torch manual", ("numba_fused:serial",), ("torch_eager:manual",), 1.3),
    Goal("numba_fused : torch_compiled", ("numba_fused:serial",), ("torch_compiled",), 1.3),
    Goal("numba_fused : jax_jit", ("numba_fused:serial",), ("jax_jit",), 1.3),
    Goal("numba_fused : better NumPy", ("numba_fused:serial",), NUMPY, 1.3, above_one=0.9),
    Goal(
        "python_builtins : python_loops",
        ("python_builtins",),
        ("python_loops",),
        1.5,
        sizes=(10, 100),
    ),
    Goal(
        "two threads, numba_fused : torch autograd",
        ("numba_fused:parallel",),
        (AUTOGRAD,),
        1.2,
        sizes=(1_000, 10_000, 100_000),
        threads=2,
    ),
)
