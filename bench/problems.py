"""Data and seeded weights: real data, resampled with seeded noise beyond its size.

Features are centred one by one and divided by one common scale, so that constant pixels stay
constant zeros instead of being blown up; by a scale each where they have different units.
Degenerate problems, on which a wrong or lazy implementation looks right or a right one looks slow,
are refused before anything is timed.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from propbench.bench import datasets, initialisation
from propbench.bench.activations import activation
from propbench.bench.grid import Case, spec_named
from propbench.bench.grid import network as network_of
from propbench.bench.own_network.examples import drawn
from propbench.bench.own_network.naming import DRAWN
from propbench.bench.parameters import Parameters
from propbench.impls.contract import Array, Network
from propbench.impls.door import AnyNetwork

SEED = 20
EDGES = SEED - 1
"""Seed of weights at the edges of what is allowed: see `at_edges`."""
EDGE_SCALE = 1e4
NOISE = 0.1
"""Standard deviation of the noise on resampled examples, in units of the features' scale."""

FEWEST_UNITS = 30
"""Values of hidden units; of fewer, the share that is active says nothing about the problem."""

QUIET = 0.1
"""By which the last weights of a network of any sizes are made smaller: its outputs are then not
saturated however deep it is, and however few its examples."""

BIAS = 0.1
"""Standard deviation of the biases of timed problems."""

Float64 = NDArray[np.float64]
Forward = tuple[list[Float64], list[Float64]]


class DegenerateProblemError(Exception):
    """A problem does not exercise the code that is to be timed."""


N = TypeVar("N", bound=AnyNetwork)


@dataclass(frozen=True)
class Problem(Generic[N]):
    """What a case computes on, for a network of any kind: x (n_features, m), y (n_out, m)."""

    network: N
    parameters: Parameters
    x: Array
    y: Array

    @property
    def arguments(self) -> tuple[N, Parameters, Array, Array]:
        """As `prepare` takes them."""
        return self.network, self.parameters, self.x, self.y

    def saturation(self, p: Array) -> str:
        """Why outputs p (n_out, m) are saturated, or an empty string."""
        return saturation(getattr(self.network, "output", ""), p)


def problem(case: Case, seed: int = SEED) -> Problem[Network]:
    """The data and weights of a network case; `seed` changes the weights alone."""
    network = network_of(case)
    x, y = _examples(case)
    rule = activation(case.activation).start
    *hidden, last = initialisation.parameters(network, rule, seed, x, case.dtype).w
    w = (*hidden, last * QUIET if spec_named(case.network).dataset == DRAWN else last)
    parameters = Parameters(w, _biases(network, seed, case.dtype))
    return Problem(network, at_edges(parameters) if seed == EDGES else parameters, x, y)


def at_edges(parameters: Parameters) -> Parameters:
    """One unit of every hidden layer has z = 0, where some derivatives jump, and the outputs' z are
    so large, in both directions, that a careless exponential overflows."""
    w, b = ([array.copy() for array in arrays] for arrays in (parameters.w, parameters.b))
    for weights, biases in zip(w[:-1], b[:-1], strict=True):
        weights[0] = biases[0] = 0
    w[-1] *= EDGE_SCALE
    return Parameters(w, b)


def _examples(case: Case) -> tuple[Array, Array]:
    spec = spec_named(case.network)
    if spec.dataset == DRAWN:
        return drawn(spec.sizes[0], spec.sizes[-1], spec.output, case.m, case.dtype)
    return dataset(spec.dataset, case.m, SEED, case.dtype)


@lru_cache(maxsize=32)
def dataset(name: str, m: int, seed: int, dtype: str = "float64") -> tuple[Array, Array]:
    """m examples as columns: features (n, m), labels (1, m) or one-hot (n_classes, m).

    The first examples are the real ones in a seeded order; beyond their number they are drawn
    again with seeded noise on the features.
    """
    features, labels = _raw(name)
    generator = np.random.default_rng((seed, m))
    n_real = features.shape[1]
    order = generator.permutation(n_real)[:m]
    if m > n_real:
        order = np.concatenate([order, generator.integers(0, n_real, m - n_real)])
    x, y = features[:, order], labels[:, order]
    x[:, n_real:] += NOISE * generator.standard_normal((x.shape[0], max(0, m - n_real)))
    return _frozen(x.astype(dtype)), _frozen(y.astype(dtype))


def _biases(network: Network, seed: int, dtype: str) -> tuple[Array, ...]:
    """Biases of timed problems: with zeros, an implementation that drops them would look right."""
    generator = np.random.default_rng((seed, len(network.sizes)))
    draws = [BIAS * generator.standard_normal((n_out, 1)) for n_out, _ in network.layers]
    return tuple(draw.astype(dtype) for draw in draws)


def check_not_degenerate(network: Network, x: Array, forward: Forward) -> None:
    """Raise DegenerateProblemError, saying why, unless the problem exercises the code.

    `forward` holds z and a of every layer, as the oracle computes them.
    """
    z, a = forward
    for name, array in (("x", x), *((f"z[{layer}]", array) for layer, array in enumerate(z))):
        if has_subnormals(array):
            raise DegenerateProblemError(f"{name} has subnormal numbers, which are slow")
    _check_hidden_units(network, z[:-1], a[:-1])
    reason = saturation(network.output, a[-1])
    if reason:
        raise DegenerateProblemError(reason)


def has_subnormals(array: Array) -> bool:
    """Whether any element is too small to be a normal number."""
    magnitude = np.abs(array)
    return bool(((magnitude > 0) & (magnitude < np.finfo(array.dtype).tiny)).any())


def saturation(output: str, p: Array) -> str:
    """Why the outputs are saturated, or an empty string; only probabilities can be."""
    if output in ("", "linear_squared_error"):
        return ""
    certain = float((p.max(axis=0) if p.shape[0] > 1 else np.maximum(p, 1 - p)).mean())
    return f"outputs are saturated: mean certainty {certain:.4f}" if not certain < 0.99 else ""


def _check_hidden_units(network: Network, z: list[Float64], a: list[Float64]) -> None:
    of = activation(network.activation)
    if sum(layer.size for layer in z) < FEWEST_UNITS:
        return
    if of.rectifies:
        active = float(np.mean(np.concatenate([layer.ravel() for layer in z]) > 0))
        if not 0.2 <= active <= 0.8:
            raise DegenerateProblemError(
                f"{active:.0%} of the {of.label} units are active, not 20-80 %"
            )
    if of.bounds is not None:
        saturated = float(np.mean(np.abs(np.concatenate([layer.ravel() for layer in a])) > 0.99))
        if not saturated <= 0.2:
            raise DegenerateProblemError(f"{saturated:.0%} of the hidden units are saturated")


@cache
def _raw(name: str) -> tuple[Float64, Float64]:
    """Centred features (n, n_real) and labels of a data set. Raises LookupError."""
    if name not in datasets.DATASETS:
        raise LookupError(f"no data set {name!r}: there are {', '.join(datasets.DATASETS)}")
    chosen = datasets.DATASETS[name]
    table, classes = chosen.table()
    features = table.T
    features = features - features.mean(axis=1, keepdims=True)
    features /= features.std(axis=1 if chosen.unequal_scales else None, keepdims=True)
    return features, chosen.labels(classes)


def _frozen(array: Array) -> Array:
    """Made read-only: an implementation that writes to its input fails at once."""
    array.flags.writeable = False
    return array
