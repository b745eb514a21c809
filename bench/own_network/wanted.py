"""What somebody wants to know of a network of their own, checked before anything is done.

Every wrong word is a UsageError of one line: of which option, what it got, what it expects.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from propbench.bench.activations import ACTIVATIONS
from propbench.bench.cases import Case
from propbench.bench.environment import usable_cores
from propbench.bench.exits import UsageError
from propbench.bench.grid import NETWORK_PHASES
from propbench.bench.own_network.naming import MOST_LETTERS, named
from propbench.impls.contract import DTYPES, OUTPUTS

THREADS = ("1", "all")
SOFTMAX = "softmax_cross_entropy"


@dataclass(frozen=True)
class OwnNetwork:
    """A network, `m` examples for it, and what is timed: a phase on all of them, or on a batch."""

    sizes: tuple[int, ...]
    m: int
    activation: str
    dtype: str
    output: str
    phase: str
    all_cores: bool
    batch: int | None

    @cached_property
    def name(self) -> str:
        return named(self.sizes, self.output)

    @property
    def examples(self) -> int:
        """Of one call."""
        return self.batch or self.m

    @property
    def division(self) -> str:
        return "open" if self.all_cores else "closed"

    def case(self, implementation: str) -> Case:
        """One contender's cell."""
        threads = usable_cores() if self.all_cores else 1
        asked = (self.name, self.activation, self.phase, self.examples, self.dtype)
        return Case(implementation, *asked, threads, self.division)


def wanted(
    sizes: str | Sequence[int],
    m: str | int,
    activation: str = "relu",
    dtype: str = "float64",
    output: str = "",
    phase: str = "train_step",
    threads: str | int = 1,
    batch: str | int | None = None,
) -> OwnNetwork:
    """From words of a command line, or from Python's own values. Raises UsageError."""
    layers = _sizes(sizes)
    network = OwnNetwork(
        sizes=layers,
        m=_whole("m", m),
        activation=_known("activation", activation, ACTIVATIONS),
        dtype=_known("dtype", dtype, DTYPES),
        output=_output(output, layers[-1]),
        phase=_known("phase", phase, NETWORK_PHASES),
        all_cores=_known("threads", str(threads), THREADS) == "all",
        batch=None if batch is None else _whole("batch", batch),
    )
    if network.examples > network.m:
        raise UsageError(f"batch: got {network.batch}, expected at most m, which is {network.m}")
    if len(network.name) > MOST_LETTERS:
        raise UsageError(f"sizes: got {len(layers)} layers, too many to be named in a result file")
    return network


def _sizes(given: str | Sequence[int]) -> tuple[int, ...]:
    parts = given.split(",") if isinstance(given, str) else list(given)
    if len(parts) < 2:
        raise UsageError(
            f"sizes: got {given!r}, expected two or more whole numbers from features to outputs, "
            "such as 200,300,5"
        )
    return tuple(_whole("sizes", part) for part in parts)


def _whole(what: str, given: str | int) -> int:
    try:
        number = int(str(given))
    except ValueError:
        number = 0
    if number < 1:
        raise UsageError(f"{what}: got {str(given)!r}, expected a whole number from 1 up")
    return number


def _known(what: str, given: str, known: Iterable[str]) -> str:
    if given not in known:
        raise UsageError(f"{what}: got {given!r}, expected one of {', '.join(known)}")
    return given


def _output(given: str, n_out: int) -> str:
    """An output by its name or by how that begins; without one, as the number of outputs asks."""
    usual = SOFTMAX if n_out > 1 else OUTPUTS[0]
    fitting = [name for name in OUTPUTS if f"{name}_".startswith(f"{given}_")] if given else [usual]
    if not fitting:
        raise UsageError(f"output: got {given!r}, expected one of {', '.join(OUTPUTS)}")
    if fitting[0] == SOFTMAX and n_out == 1:
        raise UsageError("output: got softmax of one output, which is always 1; expected sigmoid")
    return fitting[0]
