"""Who is held against whom, on what, and what for. Ratios are times: reference over contender."""

from dataclasses import dataclass, replace

from propbench.bench.cases import Case
from propbench.bench.ceilings import PRODUCTS
from propbench.impls.contract import ACTIVATIONS

FUSED = ("numba_fused:serial",)
NUMPY = ("numpy_inplace", "numpy_vectorized")
AUTOGRAD = ("torch_eager:autograd",)
MANUAL = ("torch_eager:manual",)
COMPILED = ("torch_compiled",)
JAX = ("jax_jit",)

SIZES = (100, 1_000, 10_000, 100_000)


def steps(
    sizes: tuple[int, ...] = SIZES,
    networks: tuple[str, ...] = ("shallow", "deep"),
    threads: int = 1,
) -> tuple[Case, ...]:
    """Training steps of anybody."""
    return tuple(
        Case("any", network, activation, "train_step", m, threads=threads)
        for network in networks
        for activation in ("relu", "sigmoid")
        for m in sizes
    )


def elements(sizes: tuple[int, ...]) -> tuple[Case, ...]:
    """Each activation and each derivative alone, of anybody."""
    return tuple(
        Case("any", "", activation, phase, m)
        for phase in ("activation", "derivative")
        for activation in ACTIVATIONS
        for m in sizes
    )


@dataclass(frozen=True)
class Goal:
    """The fastest of `contenders` against the fastest of `references`, cell by cell."""

    title: str
    contenders: tuple[str, ...]
    references: tuple[str, ...]
    mean: float
    """Smallest geometric mean over the cells."""
    lowest: float = 0.0
    """Smallest ratio of any cell."""
    above_one: float = 0.0
    """Smallest share of the cells with a ratio above 1."""
    cells: tuple[Case, ...] = steps()
    limit: tuple[str, ...] = ()
    """What no contender can be faster than, if anything is."""

    @property
    def names(self) -> tuple[str, ...]:
        """Everyone who has to be timed."""
        return (*self.contenders, *self.references, *self.limit)

    @property
    def bound(self) -> "Goal":
        """The same with the limit in the contenders' place."""
        return replace(self, contenders=self.limit, limit=())


GOALS = (
    Goal("better NumPy : torch autograd", NUMPY, AUTOGRAD, 1.3, lowest=0.8),
    Goal("numba_fused : torch autograd", FUSED, AUTOGRAD, 2.0, lowest=1.0),
    Goal("numba_fused : torch manual", FUSED, MANUAL, 1.3),
    Goal("numba_fused : torch_compiled", FUSED, COMPILED, 1.3),
    Goal("numba_fused : jax_jit", FUSED, JAX, 1.3),
    Goal("numba_fused : better NumPy", FUSED, NUMPY, 1.3, above_one=0.9, limit=tuple(PRODUCTS)),
    Goal(
        "share of the ceiling, best implementation",
        (*FUSED, *NUMPY, *AUTOGRAD, *MANUAL, *COMPILED, *JAX),
        tuple(PRODUCTS),
        0.8,
        lowest=0.8,
        cells=steps(SIZES[1:], ("deep",)),
    ),
    Goal(
        "numba_fused : better NumPy, activations and derivatives alone",
        FUSED,
        NUMPY,
        1.0,
        lowest=1.0,
        cells=elements((1_000, 10_000, 100_000, 1_000_000)),
    ),
    Goal(
        "python_builtins : python_loops",
        ("python_builtins",),
        ("python_loops",),
        1.5,
        cells=steps((10, 100)),
    ),
    Goal(
        "two threads, numba_fused : torch autograd",
        ("numba_fused:parallel",),
        AUTOGRAD,
        1.2,
        cells=steps(SIZES[1:], threads=2),
    ),
)
