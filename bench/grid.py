"""The only list of what is run: networks, profiles and the cases they select."""

from collections.abc import Sequence

from propbench.bench import other_kinds, subjects
from propbench.bench.activations import ACTIVATIONS
from propbench.bench.cases import Case, NetworkSpec, Profile, Slice
from propbench.bench.ceilings import TRIAD
from propbench.bench.descriptions import Described
from propbench.bench.exits import UsageError
from propbench.bench.families import family
from propbench.bench.own_network.naming import spec_of
from propbench.impls.contract import TAIL_SAFE, Network

__all__ = [
    "NETWORKS",
    "PROFILES",
    "Case",
    "NetworkSpec",
    "Profile",
    "Slice",
    "network",
    "profile_named",
    "select",
    "spec_named",
]

NETWORK_PHASES = ("forward", "backward", "update", "train_step")
ELEMENT_PHASES = ("activation", "derivative", "derivative_tail_safe")

NETWORKS = {
    "logistic": NetworkSpec((64, 1), "sigmoid_cross_entropy", "digits_even"),
    "shallow": NetworkSpec((64, 32, 1), "sigmoid_cross_entropy", "digits_even"),
    "deep": NetworkSpec((64, 128, 64, 32, 1), "sigmoid_cross_entropy", "digits_even"),
    "classes": NetworkSpec((64, 64, 10), "softmax_cross_entropy", "digits_classes"),
    "cancer": NetworkSpec((30, 1), "sigmoid_cross_entropy", "breast_cancer"),
    **{
        f"depth_{depth}": NetworkSpec(
            (64, *(32,) * depth, 1), "sigmoid_cross_entropy", "digits_even"
        )
        for depth in (3, 8)
    },
    **{
        f"width_{width}": NetworkSpec((64, width, 1), "sigmoid_cross_entropy", "digits_even")
        for width in (8, 128, 512)
    },
}

DEPTHS = ("shallow", "depth_3", "depth_8")
WIDTHS = ("width_8", "shallow", "width_128", "width_512")
"""Networks that differ in one thing alone: hidden layers of 32 units, or units of one layer."""

HEADLINE_CASE = Case("", "shallow", "relu", "train_step", 1_000)
"""What every implementation is first judged on; timed in every profile, however slow it is."""

HEADLINE = {
    key: getattr(HEADLINE_CASE, key)
    for key in ("network", "activation", "phase", "m", "dtype", "division")
}

_PASSES = ("forward", "backward", "train_step")
_DECADES, _HALF_DECADES = (1, 10, 100, 1_000, 10_000, 100_000), (30, 300)
_OTHERS = tuple(name for name in ACTIVATIONS if name != "relu")
_TRAINED = ("sigmoid", "tanh", "relu", "leaky_relu")
_ADDITIONS = ("add_scalar", "add_row", "add_column")

QUICK = Profile(
    "quick",
    (
        Slice(("train_step",), (1, 10, 100, 1_000, 10_000), ("shallow",), ("relu",)),
        Slice(("forward", "backward"), (100,), ("shallow",), ("relu",)),
        Slice(("train_step",), (1_000,), ("shallow",), ("sigmoid",)),
        Slice(("activation", "derivative"), (1_000,), activations=("sigmoid", "relu")),
        Slice(("dot", "dot_numpy_scalars"), (100_000,)),
        Slice(("add_row", "add_row_tiled"), (100_000,)),
    ),
    processes=2,
    cell_s=0.02,
    slowest_call_s=0.15,
    min_rounds=2,
    total_s=60,
    page_s=13.0,
    cost_processes=0,
    fewest_processes=2,
    headline_rounds=6,
)

STANDARD = Profile(
    "standard",
    (
        Slice(_PASSES, _DECADES, ("shallow",), ("relu",), loop_sizes=_HALF_DECADES),
        Slice(("update",), (1_000,), ("shallow",), ("relu",)),
        Slice(("train_step",), (1_000,), (*DEPTHS, *WIDTHS), ("relu",)),
        Slice(("train_step",), (1_000,), ("shallow",), _OTHERS),
        Slice(("train_step",), (100_000,), ("shallow",), ("sigmoid",)),
        Slice(("train_step",), _DECADES, ("deep",), ("relu",), loop_sizes=(3, 30)),
        Slice(("train_step",), (1_000,), ("deep",), _TRAINED, loop_sizes=(1, 3, 10, 30)),
        Slice(("forward", "backward"), (1_000,), ("deep",), ("relu",)),
        Slice(("train_step",), (1, 100, 10_000), ("logistic", "classes", "cancer"), ("relu",)),
        Slice(("train_step",), (1_000, 100_000), ("shallow",), ("relu",), ("float32",)),
        Slice(("dot", "dot_numpy_scalars"), (1_000, 1_000_000)),
        Slice(("affine", "affine_numpy_scalars"), (1_000,)),
        Slice(_ADDITIONS, (6, 100_000)),
        Slice(tuple(f"{addition}_tiled" for addition in _ADDITIONS), (100_000,)),
        *other_kinds.STANDARD_SLICES,
        Slice(("train_step",), _DECADES[3:], ("shallow", "deep"), ("relu",), division="open"),
        Slice(("activation", "derivative"), (1_000,), activations=tuple(ACTIVATIONS)),
        Slice(("activation", "derivative"), (100_000,), activations=_TRAINED),
        Slice(("derivative_tail_safe",), (1_000,), activations=TAIL_SAFE),
        *other_kinds.FLOAT32_SLICES,
    ),
    processes=5,
    cell_s=0.03,
    slowest_call_s=0.2,
    min_rounds=2,
    total_s=600,
    cost_processes=3,
    allocation_pairs=5,
    fewest_processes=2,
    exempt=("relu", "sigmoid"),
    core=16,
    headline_rounds=8,
)

FULL = Profile(
    "full",
    (
        *STANDARD.slices,
        Slice(("forward", "backward", "update"), _DECADES, ("deep",), ("relu",)),
        Slice(("train_step",), _DECADES, ("shallow", "deep"), tuple(ACTIVATIONS)),
        Slice(("train_step",), _DECADES, ("logistic", "classes", "cancer"), ("relu",)),
        Slice(("train_step",), _DECADES, ("shallow", "deep"), ("relu", "sigmoid"), ("float32",)),
        Slice(ELEMENT_PHASES[:2], (10, 10_000, 1_000_000), activations=tuple(ACTIVATIONS)),
        *other_kinds.FULL_SLICES,
    ),
    processes=10,
    cell_s=0.075,
    slowest_call_s=0.5,
    min_rounds=3,
    total_s=5_400,
    cost_processes=5,
    allocation_pairs=10,
    fewest_processes=5,
    exempt=("relu", "sigmoid"),
    headline_rounds=8,
)

PROFILES = {profile.name: profile for profile in (QUICK, STANDARD, FULL)}


def is_headline(case: Case, activations: Sequence[str] = (HEADLINE_CASE.activation,)) -> bool:
    """Whether this is the case of the first screen, or the same with one of these activations."""
    like = HEADLINE | {"activation": case.activation}
    return case.activation in activations and like.items() <= vars(case).items()


def spec_named(name: str) -> NetworkSpec:
    """A network of the list, or one that its name describes. Raises LookupError with the known."""
    spec = NETWORKS.get(name) or spec_of(name)
    if spec is None:
        raise LookupError(f"no network {name!r}: there are {', '.join(NETWORKS)}")
    return spec


def network(case: Case) -> Network:
    """The contract's network of a case. Raises LookupError listing the known."""
    spec = spec_named(case.network)
    return Network(spec.sizes, case.activation, spec.output)


def select(profile: Profile, implementations: Sequence[Described]) -> list[Case]:
    """Every case of the profile, each once, in the grid's order; then the ceilings over them."""
    cases = dict.fromkeys(
        case
        for piece in profile.slices
        for implementation in implementations
        for case in piece.cases(implementation)
    )
    near = {each.name for each in implementations if not family(each.family).interpreted}
    over = dict.fromkeys(
        ceiling
        for case in cases
        if case.implementation in near
        for ceiling in subjects.of(case).ceilings(case)
    )
    return [*cases, *sorted(over, key=lambda ceiling: ceiling.phase == TRIAD)]


def profile_named(name: str) -> Profile:
    """The profile of that name. Raises UsageError, with the names that there are."""
    if name not in PROFILES:
        raise UsageError(f"no profile {name!r}: there are {', '.join(PROFILES)}")
    return PROFILES[name]
