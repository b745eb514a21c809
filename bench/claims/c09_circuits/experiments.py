"""C9: every construction on every input, and the sawtooth's pieces."""

from collections.abc import Iterator

from propbench.bench.claims.c09_circuits import parity, sawtooth
from propbench.bench.claims.c09_circuits.constructed import Constructed
from propbench.bench.claims.referee.registration import Measurement

ONE_LAYER, TREE = "one hidden layer", "tree of exclusive ors"
"""Shapes of the networks that compute parity."""

_LARGEST = {"quick": 6, "standard": 10, "full": 16}
"""Bits of parity, and layers of the sawtooth."""

_LARGEST_SHALLOW_SAWTOOTH = 10
"""Layers up to which the sawtooth is also built with one hidden layer, to compare values."""


def measure(profile: str) -> Iterator[Measurement]:
    for bits in range(2, _LARGEST[profile] + 1):
        without_effect = parity.flips_without_effect(bits)
        yield Measurement("flips_without_effect", {"bits": bits}, without_effect)
        for units, (construct, activation) in parity.ONE_LAYER.items():
            yield from _checked(construct(bits), bits, units, ONE_LAYER)
            yield from _checked(parity.tree(bits, activation), bits, units, TREE)
    for layers in range(1, _LARGEST[profile] + 1):
        yield from _sawtooth(layers)


def _checked(network: Constructed, bits: int, units: str, shape: str) -> Iterator[Measurement]:
    where = {"units": units, "shape": shape, "bits": bits}
    yield Measurement("hidden_units", where, network.hidden_units)
    yield Measurement("hidden_layers", where, network.layers)
    yield Measurement("wrong_inputs", where, parity.wrong_inputs(network))


def _sawtooth(layers: int) -> Iterator[Measurement]:
    deep, x, where = sawtooth.deep(layers), sawtooth.points(layers), {"layers": layers}
    yield Measurement("sawtooth_pieces", where, sawtooth.pieces(deep, x))
    yield Measurement("sawtooth_units", where, deep.hidden_units)
    if layers <= _LARGEST_SHALLOW_SAWTOOTH:
        one_layer = sawtooth.shallow(layers)
        differing = sawtooth.differing(deep, one_layer, x)
        yield Measurement("sawtooth_units_one_layer", where, one_layer.hidden_units)
        yield Measurement("sawtooth_differing_points", where, differing)
