"""C4: what floating-point numbers leave of linearity."""

import numpy as np

from propbench.bench.claims.referee.answering import answered
from propbench.bench.claims.referee.comparison import ArmComparison, Finding
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.shared.observed import rows
from propbench.bench.results import Observation

_UNDERFLOW = 2
"""Binary digits left, in the comparisons near underflow; the series has others."""
_ROUNDINGS, _DEPARTED = 100, 0.01
"""A departure of so many units of rounding is none; one above this share of f is one."""


def precision(evidence: Evidence) -> Question:
    """Whether sums go through the network as sums, at ordinary size and near underflow."""
    departures = evidence.values("departure")
    return answered(
        ("precision", "Is the network linear in floating-point numbers?"),
        [_linear(seen) for seen in departures if seen.factors["bits"] in ("all", _UNDERFLOW)],
        group=lambda comparison: comparison.factors["weights"],
        series=rows(evidence, "departure", "exclusive_or_right"),
    )


def _linear(seen: Observation) -> ArmComparison:
    dtype = str(seen.factors["dtype"])
    finding: Finding = "inconclusive"
    if seen.value <= _ROUNDINGS * float(np.finfo(dtype).eps):
        finding = "supports"
    elif seen.value > _DEPARTED:
        finding = "contradicts"
    weights = "ordinary" if seen.factors["bits"] == "all" else "near underflow"
    implementation = str(seen.factors["implementation"])
    factors = {"weights": weights, "dtype": dtype, "implementation": implementation}
    return ArmComparison(factors, finding)
