"""Many networks in one compiled call: each trains alone, from its first step to its last.

So its data and activations stay in cache, and its results do not depend on its neighbours. Networks
are not stacked: after fusing, a step is arithmetic only and has no overhead that they could share.
One thread in either configuration; compiled code lets go of the interpreter's lock, so that
threads, like processes, can share out networks.
"""

from typing import Any

import numpy as np

from propbench.impls.contract import OUTPUTS, Array, Network

from .blocks import aligned
from .chunks import make_chunk
from .compile import compiled
from .passes import code_of, descend
from .steps import propagate, total_loss
from .views import copied_layers, flatten


def train_many(
    network: Network,
    parameters: list[dict[str, Array]],
    x: Array,
    y: Array,
    learning_rates: Array,
    steps: int,
) -> tuple[Array, list[dict[str, Array]]]:
    sizes = np.array(network.sizes)
    examples = zip(x[None] if x.ndim == 2 else x, y[None] if y.ndim == 2 else y, strict=True)
    chunks = [make_chunk(network, own_x, own_y) for own_x, own_y in examples]
    room = chunks[0]
    flats = aligned((len(parameters), room.gradients.size), x.dtype)
    for flat, own in zip(flats, parameters, strict=True):
        flatten(own, flat)
    losses = np.empty((steps, len(parameters)))
    train_each(
        sizes, (code_of(network.activation), OUTPUTS.index(network.output)),
        x.dtype.type(network.slope), flats,
        np.stack([chunk.x for chunk in chunks]), np.stack([chunk.y for chunk in chunks]),
        room.hidden, room.z_out, room.p, room.gradients, room.scratch,
        x.shape[-1], learning_rates.astype(x.dtype), losses,
    )  # fmt: skip
    return losses, [copied_layers(flat, sizes) for flat in flats]


@compiled
def train_each(
    sizes: Array,
    codes: tuple[int, int],
    slope: Any,
    flats: Array,
    x: Array,
    y: Array,
    hidden: Array,
    z_out: Array,
    p: Array,
    gradients: Array,
    scratch: Array,
    m: int,
    learning_rates: Array,
    losses: Array,
) -> None:
    """Fill losses (steps, n_networks) and leave the trained parameters in flats.

    x and y are (1, n_blocks, n, columns) where all networks share them, else (n_networks, ...).
    """
    for network in range(flats.shape[0]):
        flat = flats[network]
        own = min(network, x.shape[0] - 1)
        for step in range(losses.shape[0]):
            propagate(
                sizes, codes, slope, flat, x[own], y[own], hidden, z_out, p, gradients, scratch,
                m, m, (True, True),
            )  # fmt: skip
            losses[step, network] = total_loss(codes[1], z_out, p, y[own], m)
            descend(flat, gradients, learning_rates[network])
