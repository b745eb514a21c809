"""C3: what dies, and what arrives, under stress."""

from collections.abc import Iterator

from propbench.bench.claims.c03_leaky import dying, slopes
from propbench.bench.claims.referee.registration import Measurement

_TASKS = ("xor", "moons")


def measure(profile: str) -> Iterator[Measurement]:
    if profile != "full":
        conditions = dying.CONDITIONS[:1] if profile == "quick" else dying.CONDITIONS
        yield from dying.shocked("xor", dying.PAIR, conditions)
        return
    for task in _TASKS:
        yield from dying.shocked(task, slopes.ARMS, dying.CONDITIONS)
    for depth, width in dying.THIN:
        yield from dying.thin(depth, width)
