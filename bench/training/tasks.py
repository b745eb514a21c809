"""What networks learn here: seeded data, the loss, and the training losses that are targets."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np

from propbench.bench import problems
from propbench.impls.contract import Array

DTYPE = "float64"
N_TARGETS = 10

Data = tuple[Array, Array]


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


def xor(m: int, seed: int) -> Data:
    """Four normal clouds at (+-1, +-1); the label is whether the signs differ."""
    generator = np.random.default_rng((seed, m, 2))
    signs = generator.integers(0, 2, (2, m))
    x = 2.0 * signs - 1 + XOR_SPREAD * generator.standard_normal((2, m))
    return x, (signs[:1] != signs[1:]).astype(np.float64)


def moons(m: int, seed: int) -> Data:
    """Two interleaved half-circles, centred and scaled to a standard deviation of one."""
    # Imported here because it takes a second, which processes that only draw should not pay.
    from sklearn.datasets import make_moons

    x, y = make_moons(m, noise=MOONS_NOISE, random_state=seed)
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    return np.ascontiguousarray(x.T), y[None, :].astype(np.float64)


def parity(m: int, seed: int) -> Data:  # noqa: ARG001
    """Every row of log2(m) bits, as +-1, and whether its number of ones is odd; no seed."""
    n_bits = m.bit_length() - 1
    bits = np.arange(m) >> np.arange(n_bits)[:, None] & 1
    return 2.0 * bits - 1, (bits.sum(axis=0, keepdims=True) % 2).astype(np.float64)


def bundled(name: str, m: int, seed: int) -> Data:
    """Examples of a data set that is shipped."""
    x, y = problems.dataset(name, m, seed, DTYPE)
    return x.copy(), y.copy()


XOR_SPREAD = 0.35
"""Standard deviation of a cloud: they hardly overlap, so that every target can be reached."""
MOONS_NOISE = 0.1

PARITY_BITS = range(2, 11)

_SIGMOID, _SOFTMAX = "sigmoid_cross_entropy", "softmax_cross_entropy"

TASKS = {
    task.name: task
    for task in (
        Task("xor", 2, 1, _SIGMOID, 200, xor, 0.01),
        Task("moons", 2, 1, _SIGMOID, 200, moons, 0.05),
        Task("digits_even", 64, 1, _SIGMOID, 1_000, partial(bundled, "digits_even"), 0.05),
        Task("digits", 64, 10, _SOFTMAX, 1_000, partial(bundled, "digits_classes"), 0.05),
        Task("cancer", 30, 1, _SIGMOID, 500, partial(bundled, "breast_cancer"), 0.06),
        *(Task(f"parity{n}", n, 1, _SIGMOID, 2**n, parity, 0.01) for n in PARITY_BITS),
    )
}
