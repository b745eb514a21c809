"""Whether this machine holds a network and its data, before anything is drawn."""

import numpy as np
import psutil

from propbench.bench.exits import UsageError
from propbench.bench.numbers import significant
from propbench.bench.own_network.wanted import OwnNetwork

COPIES = 2
"""Of the examples, in each contender: as they are given, and in its own layout."""
ARRAYS = 4
"""Of the size of each layer, in each contender: z, a, dz and what passes by."""
WEIGHTS = 6
"""Of the size of the weights: drawn, scaled, given, held, their gradients and the oracle's."""
GIB = 2**30


def needed_bytes(network: OwnNetwork, contenders: int) -> int:
    """What so many contenders hold, which are ready at the same time."""
    shape = network.shape
    example = COPIES * shape.inputs + ARRAYS * shape.units + shape.unrolled
    values = network.examples * example + WEIGHTS * shape.weights
    return contenders * np.dtype(network.dtype).itemsize * values


def require_room(network: OwnNetwork, contenders: int) -> None:
    """Raises UsageError where that is more than is free."""
    needed, free = needed_bytes(network, contenders), psutil.virtual_memory().available
    if needed > free:
        raise UsageError(
            f"{network.option} and m: {network.examples} examples of this network need about "
            f"{significant(needed / GIB)} GiB for {contenders} contenders at once, and "
            f"{significant(free / GIB)} GiB are free: take a smaller "
            "network, a batch, or fewer implementations"
        )
