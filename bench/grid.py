"""The only list of what is run: networks, profiles and the cases they select."""

from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import product

from impls import Implementation
from impls.contract import ACTIVATIONS, TAIL_SAFE, Network

NETWORK_PHASES = ("forward", "backward", "update", "train_step")
ELEMENT_PHASES = ("activation", "derivative", "derivative_tail_safe")


@dataclass(frozen=True)
class NetworkSpec:
    """A network of the grid and the data that it learns."""

    sizes: tuple[int, ...]
    output: str
    dataset: str


NETWORKS = {
    "logistic": NetworkSpec((64, 1), "sigmoid_cross_entropy", "digits_even"),
    "shallow": NetworkSpec((64, 32, 1), "sigmoid_cross_entropy", "digits_even"),
    "deep": NetworkSpec((64, 128, 64, 32, 1), "sigmoid_cross_entropy", "digits_even"),
    "classes": NetworkSpec((64, 64, 10), "softmax_cross_entropy", "digits_classes"),
    "cancer": NetworkSpec((30, 1), "sigmoid_cross_entropy", "breast_cancer"),
}


@dataclass(frozen=True)
class Case:
    """One cell of the grid.

    `phase` is a phase of a network, of an activation alone (then `network` is empty and m counts
    elements), or the name of a primitive (then `activation` is empty too).
    """

    implementation: str
    network: str
    activation: str
    phase: str
    m: int
    dtype: str = "float64"
    threads: int = 1
    division: str = "closed"

    @cached_property
    def id(self) -> str:
        """The case's name in files, on the command line and in pytest."""
        words = (self.implementation, self.network, self.activation, self.phase, f"m{self.m}")
        return "-".join(word for word in (*words, self.dtype, f"{self.threads}t") if word)

    @property
    def part(self) -> str:
        """The file of an implementation's folder that does the work."""
        if self.network:
            return "dense"
        return "activations" if self.activation else "primitives"

    @property
    def question(self) -> tuple[object, ...]:
        """What is asked, whoever answers: cases with equal questions can be compared."""
        return tuple(value for key, value in asdict(self).items() if key != "implementation")


@dataclass(frozen=True)
class Slice:
    """A rectangle of the grid; everything in it is crossed.

    `loop_sizes` are extra sizes for the loops family alone, where an estimate needs them.
    """

    phases: tuple[str, ...]
    sizes: tuple[int, ...]
    networks: tuple[str, ...] = ("",)
    activations: tuple[str, ...] = ("",)
    dtypes: tuple[str, ...] = ("float64",)
    loop_sizes: tuple[int, ...] = ()

    def cases(self, implementation: Implementation) -> list[Case]:
        sizes = self.sizes
        if implementation.family == "loops":
            sizes = tuple(sorted({*sizes, *self.loop_sizes}))
        crossed = product(self.networks, self.activations, self.phases, sizes, self.dtypes)
        return [Case(implementation.name, *cell) for cell in crossed]


@dataclass(frozen=True)
class Profile:
    """How much is measured. Seconds are per cell and process unless said otherwise."""

    name: str
    slices: tuple[Slice, ...]
    processes: int
    cell_s: float
    """Time for the timed rounds of one cell."""
    slowest_call_s: float
    """A cell whose one call takes longer is not timed."""
    min_rounds: int
    total_s: float
    """What the whole profile may take after set-up, training and page included."""


HEADLINE = {"network": "shallow", "activation": "relu", "phase": "train_step", "m": 1000}

_DECADES = (1, 10, 100, 1_000, 10_000, 100_000)
_HALF_DECADES = (30, 300, 3_000)
_OTHERS = tuple(name for name in ACTIVATIONS if name != "relu")
_TRAINED = ("sigmoid", "tanh", "relu", "leaky_relu")
_ADDITIONS = ("add_scalar", "add_row", "add_column")
_TILED = ("add_scalar_tiled", "add_row_tiled", "add_column_tiled")

QUICK = Profile(
    "quick",
    (
        Slice(("forward", "backward", "train_step"), (1, 10, 100, 1_000), ("shallow",), ("relu",)),
        Slice(("train_step",), (10_000,), ("shallow",), ("relu",)),
        Slice(("train_step",), (1_000,), ("shallow",), _TRAINED),
        Slice(("train_step",), (100, 1_000), ("deep",), ("relu",), loop_sizes=(3, 10, 30)),
        Slice(("activation", "derivative"), (1_000,), activations=ACTIVATIONS),
        Slice(("dot", "dot_numpy_scalars"), (1_000_000,)),
        Slice(("add_row", "add_row_tiled"), (6, 100_000)),
    ),
    processes=2,
    cell_s=0.05,
    slowest_call_s=0.8,
    min_rounds=3,
    total_s=60,
)

STANDARD = Profile(
    "standard",
    (
        Slice(NETWORK_PHASES, _DECADES, ("shallow",), ("relu",), loop_sizes=_HALF_DECADES),
        Slice(("forward", "train_step"), (10, 1_000, 100_000), ("shallow",), _OTHERS),
        Slice(("forward", "backward", "train_step"), _DECADES, ("deep",), ("relu",)),
        Slice(("train_step",), (100, 1_000), ("deep",), _TRAINED, loop_sizes=(3, 10, 30)),
        Slice(
            ("forward", "train_step"),
            (1, 100, 10_000),
            ("logistic", "classes", "cancer"),
            ("relu",),
        ),
        Slice(
            ("train_step",),
            (100, 1_000, 10_000, 100_000),
            ("shallow",),
            ("relu",),
            ("float32",),
        ),
        Slice(("activation", "derivative"), (1_000, 100_000), activations=ACTIVATIONS),
        Slice(("derivative_tail_safe",), (1_000, 100_000), activations=TAIL_SAFE),
        Slice(("dot", "dot_numpy_scalars"), (1_000, 1_000_000)),
        Slice(("affine", "affine_numpy_scalars"), (1, 1_000, 10_000)),
        Slice((*_ADDITIONS, *_TILED), (6, 1_000_000)),
    ),
    processes=5,
    cell_s=0.12,
    slowest_call_s=0.8,
    min_rounds=3,
    total_s=600,
)

FULL = Profile(
    "full",
    (
        *STANDARD.slices,
        Slice(NETWORK_PHASES, _DECADES, ("deep", "classes"), ACTIVATIONS),
        Slice(NETWORK_PHASES, _DECADES, ("shallow",), _OTHERS),
        Slice(NETWORK_PHASES, _DECADES, ("logistic", "cancer"), ("relu",)),
        Slice(("train_step",), _DECADES, ("deep", "classes"), ("relu", "sigmoid"), ("float32",)),
        Slice(ELEMENT_PHASES[:2], (10, 10_000, 1_000_000), activations=ACTIVATIONS),
    ),
    processes=10,
    cell_s=0.25,
    slowest_call_s=3.0,
    min_rounds=3,
    total_s=5_400,
)

PROFILES = {profile.name: profile for profile in (QUICK, STANDARD, FULL)}


def network(case: Case) -> Network:
    """The contract's network of a case."""
    spec = NETWORKS[case.network]
    return Network(spec.sizes, case.activation, spec.output)


def select(profile: Profile, implementations: list[Implementation]) -> list[Case]:
    """Every case of the profile, each once, in the grid's order."""
    return list(
        dict.fromkeys(
            case
            for part in profile.slices
            for implementation in implementations
            for case in part.cases(implementation)
        )
    )
