"""What is right: answers and error bounds that share no code with any implementation."""

from propbench.bench.oracle.bounds import Reference
from propbench.bench.oracle.comparison import Answer, Float64, compare
from propbench.bench.oracle.convolution import convolution_reference
from propbench.bench.oracle.recurrence import recurrence_reference
from propbench.bench.oracle.reference import reference
from propbench.bench.oracle.rounding import gamma

__all__ = [
    "Answer",
    "Float64",
    "Reference",
    "compare",
    "convolution_reference",
    "gamma",
    "recurrence_reference",
    "reference",
]
