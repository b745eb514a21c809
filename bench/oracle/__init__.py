"""What is right: answers and error bounds that share no code with any implementation."""

from propbench.bench.oracle.comparison import compare
from propbench.bench.oracle.functions import Float64, activation, activation_slope
from propbench.bench.oracle.reference import Reference, gamma, reference

__all__ = [
    "Float64",
    "Reference",
    "activation",
    "activation_slope",
    "compare",
    "gamma",
    "reference",
]
