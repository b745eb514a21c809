"""A convolutional network of somebody's own: an image and filters by layer, such as 1x8x8,8,16.

Its name in files is 1x8x8:8x16:10, with the classes at the end.
"""

import re
from math import prod

from propbench.bench.exits import UsageError
from propbench.bench.own_network.checked import beginning, parts, whole
from propbench.bench.own_network.kinds import Shape
from propbench.impls.contract import ContractError, Convolutional
from propbench.impls.contract.conv import KERNEL

OPTION = "conv"
ACTIVATIONS = (Convolutional.activation,)
BARE = "its bare multiply-adds in registers"
CLASSES = 10
EXPECTED = "channels x height x width, then the filters of each layer, such as 1x8x8,8,16"

_NAME = re.compile(r"([1-9][0-9]*(?:x[1-9][0-9]*){2}):([1-9][0-9]*(?:x[1-9][0-9]*)*):([1-9][0-9]*)")


def name_of(given: object, output: str, classes: object) -> str:
    if output:
        beginning(output, [Convolutional.output])
    image, *filters = parts(given)
    sides = image.split("x") if isinstance(image, str) else parts(image)
    if len(sides) != 3 or not filters:
        raise UsageError(f"conv: got {given!r}, expected {EXPECTED}")
    network = Convolutional(
        (whole("conv", sides[0]), whole("conv", sides[1]), whole("conv", sides[2])),
        tuple(whole("conv", n) for n in filters),
        whole("classes", CLASSES if classes is None else classes),
    )
    try:
        network.check()
    except ContractError as error:
        raise UsageError(f"conv: {error}") from error
    return ":".join([_joined(network.image), _joined(network.channels), str(network.n_outputs)])


def network_named(name: str) -> Convolutional | None:
    """The network that a name describes; None where it describes none."""
    described = _NAME.fullmatch(name)
    if described is None:
        return None
    channels, height, width = map(int, described[1].split("x"))
    filters = tuple(map(int, described[2].split("x")))
    return Convolutional((channels, height, width), filters, int(described[3]))


def shape(name: str) -> Shape | None:
    network = network_named(name)
    if network is None:
        return None
    layers = network.layers
    weights = [KERNEL**2 * layer.c_in * layer.c_out for layer in layers]
    pixels = [layer.height * layer.width for layer in layers]
    last = network.features * network.n_outputs
    filters = "-".join(map(str, network.channels))
    return Shape(
        words=f"images {_joined(network.image)}, filters {filters}, {network.n_outputs} classes",
        facts={
            "image": list(network.image),
            "filters": list(network.channels),
            "classes": network.n_outputs,
        },
        output=network.output,
        inputs=prod(network.image),
        units=sum(layer.c_out * n for layer, n in zip(layers, pixels, strict=True))
        + network.n_outputs,
        weights=sum(weights) + last,
        largest=max([*(n * w for n, w in zip(pixels, weights, strict=True)), last]),
        unrolled=KERNEL**2 * sum(layer.c_in * n for layer, n in zip(layers, pixels, strict=True)),
    )


def _joined(numbers: tuple[int, ...]) -> str:
    return "x".join(map(str, numbers))
