"""What is stored of the counters."""

from propbench.bench.regression.sides.refusals import Id
from propbench.bench.results import Record


class CounterDifference(Record):
    """A counter of one call that differs between the sides: it may explain a slow-down."""

    id: Id
    fact: str
    base: str
    head: str
