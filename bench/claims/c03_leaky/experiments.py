"""C3: what dies, and what arrives, under stress."""

from collections.abc import Iterator
from itertools import product

from propbench.bench.claims.c03_leaky import dying
from propbench.bench.claims.referee.registration import Measurement
from propbench.bench.training.tasks import PLANE

_SHOCKED, _THIN = PLANE[:5], PLANE[:4]
"""Tasks of each kind of stress: deep networks take longer."""


def measure(profile: str) -> Iterator[Measurement]:
    if profile != "full":
        conditions = dying.CONDITIONS[:1] if profile == "quick" else dying.CONDITIONS
        yield from dying.shocked("xor", conditions)
        return
    for task in _SHOCKED:
        yield from dying.shocked(task, dying.CONDITIONS)
    for task, (depth, width) in product(_THIN, dying.THIN):
        yield from dying.thin(task, depth, width)
