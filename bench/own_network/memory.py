"""Whether this machine holds a network and its data, before anything is drawn."""

from itertools import pairwise

import numpy as np
import psutil

from propbench.bench.exits import UsageError
from propbench.bench.own_network.wanted import OwnNetwork

COPIES = 2
"""Of the examples, in each contender: as they are given, and in its own layout."""
ARRAYS = 4
"""Of each layer's size, in each contender: z, a, dz and what passes by."""
GIB = 2**30


def needed_bytes(network: OwnNetwork, contenders: int) -> int:
    """What so many contenders hold, which are ready at the same time."""
    n_in, *units = network.sizes
    values = network.examples * (COPIES * n_in + ARRAYS * sum(units))
    weights = sum(n_in * n_out for n_in, n_out in pairwise(network.sizes))
    return contenders * np.dtype(network.dtype).itemsize * (values + ARRAYS * weights)


def require_room(network: OwnNetwork, contenders: int) -> None:
    """Raises UsageError where that is more than is free."""
    needed, free = needed_bytes(network, contenders), psutil.virtual_memory().available
    if needed > free:
        raise UsageError(
            f"m: {network.examples} examples of this network need about {needed / GIB:.1f} GiB for "
            f"{contenders} contenders, and {free / GIB:.1f} GiB are free: take fewer examples, "
            "a batch, or fewer implementations"
        )
