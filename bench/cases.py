"""What the grid is made of: a case, a rectangle of cases, a profile."""

from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import product

from propbench.bench.descriptions import Described
from propbench.bench.environment import usable_cores
from propbench.bench.families import family

CEILING = "ceiling"
"""What stands in the place of an implementation's folder in cases that nobody competes in."""


def is_ceiling(implementation: str) -> bool:
    """Whether a case's implementation is a ceiling."""
    return implementation.partition(":")[0] == CEILING


@dataclass(frozen=True)
class NetworkSpec:
    """A network of the grid and the data that it learns."""

    sizes: tuple[int, ...]
    output: str
    dataset: str


@dataclass(frozen=True)
class Case:
    """One cell of the grid.

    `phase` is a phase of a network, of an activation alone (then `network` is empty and m counts
    elements), or the name of a primitive (then `activation` is empty too). `subject` says what is
    measured: a name in `subjects/`, or the path of a third party's file. Where it is not given it
    follows from the other fields, and a ceiling's always does.
    """

    implementation: str
    network: str
    activation: str
    phase: str
    m: int
    dtype: str = "float64"
    threads: int = 1
    division: str = "closed"
    device: str = "cpu"
    subject: str = ""

    def __post_init__(self) -> None:
        if is_ceiling(self.implementation):
            object.__setattr__(self, "subject", "ceilings")
        elif self.subject in ("", "ceilings"):
            object.__setattr__(self, "subject", self._usual_subject)

    @property
    def _usual_subject(self) -> str:
        if self.network:
            return "dense"
        return "activations" if self.activation else "primitives"

    @cached_property
    def id(self) -> str:
        """The case's name in files, on the command line and in pytest."""
        words = (self.implementation, self.network, self.activation, self.phase, f"m{self.m}")
        division = "" if self.division == "closed" else self.division
        device = "" if self.device == "cpu" else self.device
        where = (self.dtype, f"{self.threads}t", division, device)
        return "-".join(word for word in (*words, *where) if word)

    @property
    def question(self) -> tuple[object, ...]:
        """What is asked, whoever answers: cases with equal questions can be compared."""
        return tuple(value for key, value in asdict(self).items() if key != "implementation")


@dataclass(frozen=True)
class Slice:
    """A rectangle of the grid; everything in it is crossed.

    `loop_sizes` are extra sizes for interpreted loops alone, where an estimate needs them.
    """

    phases: tuple[str, ...]
    sizes: tuple[int, ...]
    networks: tuple[str, ...] = ("",)
    activations: tuple[str, ...] = ("",)
    dtypes: tuple[str, ...] = ("float64",)
    loop_sizes: tuple[int, ...] = ()
    division: str = "closed"
    subject: str = ""
    """As in a case."""

    @property
    def threads(self) -> int:
        """One in the closed division, all usable cores of this machine in the open one."""
        return usable_cores() if self.division == "open" else 1

    @property
    def words(self) -> str:
        """For people: what is measured of what."""
        over = (*self.networks, *self.activations) if any(self.networks) else self.activations
        of = f" of {', '.join(filter(None, over))}" if any(over) else ""
        cores = ", all cores" if self.division == "open" else ""
        return f"{', '.join(self.phases)}{of}{cores}"

    def cases(self, implementation: Described) -> list[Case]:
        """What one implementation is asked; nothing outside its divisions."""
        if self.division not in implementation.divisions:
            return []
        sizes = self.sizes
        if family(implementation.family).interpreted:
            sizes = tuple(sorted({*sizes, *self.loop_sizes}))
        crossed = product(self.networks, self.activations, self.phases, sizes, self.dtypes)
        where = (self.threads, self.division)
        return [Case(implementation.name, *cell, *where, subject=self.subject) for cell in crossed]


@dataclass(frozen=True)
class Profile:
    """How much is measured. Seconds are per cell and process unless said otherwise."""

    name: str
    slices: tuple[Slice, ...]
    processes: int
    cell_s: float
    """Time for the timed rounds of one cell."""
    slowest_call_s: float
    """A cell whose one call takes longer is not timed, but for those that `grid` exempts."""
    min_rounds: int
    total_s: float
    """What the whole profile may take after set-up, training and page included."""
    page_s: float = 17.0
    """Predicted: reading the run and writing the page."""
    cost_processes: int = 1
    """Fresh processes of each implementation's cost sheet, beside a cold one and one for memory."""
    allocation_pairs: int = 0
    """Pairs of processes with default and raised allocator thresholds."""
    fewest_processes: int = 1
    """So many time the cells however slow the machine is."""
    core: int = 1
    """So many slices, the first ones, stay as long as networks are trained afresh."""
    exempt: tuple[str, ...] = ("relu",)
    """Activations whose headline case is timed however slow it is, and in many rounds."""
    headline_rounds: int = 0
    """Of the exempt cases, where that is more than `min_rounds`."""

    def fewest_rounds(self, headline: bool) -> int:
        """Of a cell, however long its call takes."""
        return max(self.min_rounds, self.headline_rounds * headline)
