"""What networks learn here: seeded data, the loss, and the training losses that are targets."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np

from propbench.bench import problems
from propbench.bench.training import planes
from propbench.bench.training.planes import Data

DTYPE = "float64"
N_TARGETS = 10


@dataclass(frozen=True)
class Budget:
    """Iterations before a run is given up.

    `tuned` holds where learning rates are tuned. `course` is in learning rate times iterations,
    because small steps that multiply to the same go equally far.
    """

    tuned: int
    course: int


PLANE_BUDGET = Budget(tuned=3_000, course=5_000)
_DIGITS_BUDGET = Budget(tuned=500, course=1_000)
_PARITY_BUDGET = Budget(tuned=1_000, course=1_000)


@dataclass(frozen=True)
class Task:
    """Data of `m` examples that a seed fixes, and the loss of the network's output.

    `headline_target` is the mean training loss that tuning selects by and sentences quote.
    """

    name: str
    n_features: int
    n_outputs: int
    output: str
    m: int
    draw: Callable[[int, int], Data]
    headline_target: float
    budget: Budget = PLANE_BUDGET

    @property
    def targets(self) -> tuple[float, ...]:
        """Ten losses in falling order, six a decade, from ten times the headline to a third."""
        spaced = (self.headline_target * 10 ** (1 - k / 6) for k in range(N_TARGETS))
        return tuple(float(f"{target:.3g}") for target in spaced)

    def data(self, seed: int) -> Data:
        """x (n_features, m) and y (n_outputs, m); read-only."""
        return _data(self.name, seed)

    def sizes(self, hidden: tuple[int, ...]) -> tuple[int, ...]:
        """Sizes of a network for this task."""
        return (self.n_features, *hidden, self.n_outputs)


@lru_cache(maxsize=256)
def _data(name: str, seed: int) -> Data:
    task = TASKS[name]
    x, y = task.draw(task.m, seed)
    x.flags.writeable = y.flags.writeable = False
    return x, y


def parity(m: int, seed: int) -> Data:  # noqa: ARG001
    """Every row of log2(m) bits, as +-1, and whether its number of ones is odd; no seed."""
    n_bits = m.bit_length() - 1
    bits = np.arange(m) >> np.arange(n_bits)[:, None] & 1
    return 2.0 * bits - 1, (bits.sum(axis=0, keepdims=True) % 2).astype(np.float64)


def bundled(name: str, m: int, seed: int) -> Data:
    """Examples of a data set that is shipped."""
    x, y = problems.dataset(name, m, seed, DTYPE)
    return x.copy(), y.copy()


PARITY_BITS = range(2, 11)

_SIGMOID, _SOFTMAX = "sigmoid_cross_entropy", "softmax_cross_entropy"

# Targets and budgets were chosen by what tanh needs, on seeds that no race uses: its best learning
# rate brings one hidden layer of 16 units to each target in 10 to 60 iterations.
_PLANES = (
    Task("xor", 2, 1, _SIGMOID, 200, planes.xor, 0.01),
    Task("moons", 2, 1, _SIGMOID, 200, planes.moons, 0.05),
    Task("circles", 2, 1, _SIGMOID, 200, planes.circles, 0.05),
    Task("ellipse", 2, 1, _SIGMOID, 200, planes.ellipse, 0.1),
    Task("spirals", 2, 1, _SIGMOID, 200, planes.spirals, 0.05),
    Task("stripes", 2, 1, _SIGMOID, 200, planes.stripes, 0.1),
    Task("checkerboard", 2, 1, _SIGMOID, 200, planes.checkerboard, 0.05),
    Task("sine", 2, 1, _SIGMOID, 200, planes.sine, 0.1),
)

_DATA_SETS = (
    Task(
        *("digits_even", 64, 1, _SIGMOID, 1_000),
        *(partial(bundled, "digits_even"), 0.05, _DIGITS_BUDGET),
    ),
    Task(
        *("digits", 64, 10, _SOFTMAX, 1_000),
        *(partial(bundled, "digits_classes"), 0.05, _DIGITS_BUDGET),
    ),
    Task(
        *("cancer", 30, 1, _SIGMOID, 500),
        *(partial(bundled, "breast_cancer"), 0.06, _DIGITS_BUDGET),
    ),
)

_PARITIES = tuple(
    Task(f"parity{n}", n, 1, _SIGMOID, 2**n, parity, 0.01, _PARITY_BUDGET) for n in PARITY_BITS
)

TASKS = {task.name: task for task in (*_PLANES, *_DATA_SETS, *_PARITIES)}

PLANE = tuple(task.name for task in _PLANES)
"""Tasks of two features, which are nearly free."""

POOLED = (*PLANE, *(task.name for task in _DATA_SETS))
"""The tasks that an answer is pooled over, whatever the claim. Fixed before any run."""
