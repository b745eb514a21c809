"""What somebody wants to know of a network of their own, checked before anything is done.

Every wrong word is a UsageError of one line: of which option, what it got, what it expects.
"""

from dataclasses import dataclass

from propbench.bench.cases import Case
from propbench.bench.environment import usable_cores
from propbench.bench.exits import UsageError
from propbench.bench.grid import NETWORK_PHASES
from propbench.bench.own_network.checked import known, whole
from propbench.bench.own_network.kinds import Given, Shape, kind, kinds
from propbench.bench.own_network.naming import MOST_LETTERS
from propbench.impls.contract import DTYPES

THREADS = ("1", "all")
USUAL = "relu"
"""The activation where none is named, of a kind of network that may have it."""


@dataclass(frozen=True)
class OwnNetwork:
    """A network, `m` examples for it, and what is timed: a phase on all of them, or on a batch.

    `subject` is its kind, and `name` says all of it.
    """

    subject: str
    name: str
    m: int
    activation: str
    dtype: str
    phase: str
    all_cores: bool
    batch: int | None

    @property
    def option(self) -> str:
        return kind(self.subject).OPTION

    @property
    def shape(self) -> Shape:
        shape = kind(self.subject).shape(self.name)
        assert shape is not None, f"{self.name} was made by its kind"
        return shape

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
        return Case(implementation, *asked, threads, self.division, subject=self.subject)


def wanted(
    sizes: Given | None = None,
    m: str | int | None = None,
    activation: str = "",
    dtype: str = "float64",
    output: str = "",
    phase: str = "train_step",
    threads: str | int = 1,
    batch: str | int | None = None,
    classes: str | int | None = None,
    **others: Given | None,
) -> OwnNetwork:
    """From words of a command line, or from Python's own values. Raises UsageError.

    One network is given: as `sizes`, or by the option of another kind.
    """
    subject, given = _chosen({"sizes": sizes, **others})
    of = kind(subject)
    network = OwnNetwork(
        subject=subject,
        name=of.name_of(given, output, classes),
        m=whole("m", m),
        activation=known("activation", activation or _usual(of.ACTIVATIONS), of.ACTIVATIONS),
        dtype=known("dtype", dtype, DTYPES),
        phase=known("phase", phase, NETWORK_PHASES),
        all_cores=known("threads", str(threads), THREADS) == "all",
        batch=None if batch is None else whole("batch", batch),
    )
    if network.examples > network.m:
        raise UsageError(f"batch: got {network.batch}, expected at most m, which is {network.m}")
    if len(network.name) > MOST_LETTERS:
        raise UsageError(f"{of.OPTION}: got too many layers to be named in a result file")
    return network


def _usual(activations: tuple[str, ...]) -> str:
    return USUAL if USUAL in activations else activations[0]


def _chosen(given: dict[str, Given | None]) -> tuple[str, Given]:
    """The subject that is asked for, and what of it."""
    options = {of.OPTION: subject for subject, of in kinds().items()}
    chosen = {option: value for option, value in given.items() if value is not None}
    if len(chosen) != 1:
        got = " and ".join(chosen) or "none"
        raise UsageError(f"network: got {got}, expected one of {', '.join(options)}")
    ((option, value),) = chosen.items()
    return options[known("network", option, options)], value
