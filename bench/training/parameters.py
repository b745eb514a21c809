"""Weights and biases of one network, layer by layer; the one door to those of implementations."""

from collections.abc import Mapping
from dataclasses import dataclass

from propbench.bench import initialisation, parameters
from propbench.impls.contract import Array, Network


@dataclass(frozen=True)
class Parameters:
    """Weights `w[l]` (n_out, n_in) and biases `b[l]` (n_out, 1) of each layer."""

    w: tuple[Array, ...]
    b: tuple[Array, ...]


def drawn(
    network: Network, rule: str, seed: int, x: Array | None = None, dtype: str = "float64"
) -> Parameters:
    """Where a network begins: a rule of `initialisation` on a seed's draw, errors as there."""
    return received(initialisation.parameters(network, rule, seed, x, dtype))


def handed_over(own: Parameters) -> dict[str, Array]:
    """By the contract's names, as an implementation takes them."""
    return parameters.Parameters(own.w, own.b)


def received(arrays: Mapping[str, Array]) -> Parameters:
    """From the contract's names, as an implementation or an initialisation gives them."""
    layered = parameters.Parameters.of(arrays)
    return Parameters(layered.w, layered.b)
